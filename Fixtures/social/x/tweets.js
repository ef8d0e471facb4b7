window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : { "initial" : { "editTweetIds" : [ "501" ], "editableUntil" : "2024-03-12T11:31:00.000Z" } },
      "retweeted" : false,
      "source" : "<a href=\"https://x.example\">X</a>",
      "entities" : { "hashtags" : [ ], "urls" : [ { "expanded_url" : "https://nordwerk.example/lang" } ] },
      "id_str" : "501", "id" : "501",
      "created_at" : "Tue Mar 12 10:31:00 +0000 2024",
      "full_text" : "Linie 3 steht &gt; 2 Stunden &amp; keiner weiß warum",
      "lang" : "de"
    }
  },
  {
    "tweet" : {
      "id_str" : "502", "created_at" : "Tue Mar 12 12:31:00 +0200 2024",
      "in_reply_to_status_id_str" : "400", "in_reply_to_screen_name" : "jo_ofen",
      "full_text" : "RT @jo_ofen: neue Rezeptur ist da"
    }
  }
]
