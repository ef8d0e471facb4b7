window.YTD.account.part0 = [ { "account" : { "email" : "mira@nordwerk.example", "username" : "mira_ofen", "accountId" : "100", "accountDisplayName" : "Mira Stein" } } ]
