window.YTD.direct_messages.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "100-200",
      "messages" : [
        { "messageCreate" : { "recipientId" : "200", "reactions" : [ ], "urls" : [ { "url" : "https://t.example/a", "expanded" : "https://nordwerk.example/plan" } ], "text" : "Plan &lt;siehe Link&gt;", "mediaUrls" : [ ], "senderId" : "100", "id" : "9001", "createdAt" : "2024-03-12T10:31:00.000Z" } },
        { "messageCreate" : { "recipientId" : "100", "text" : "ok", "senderId" : "200", "id" : "9002", "createdAt" : "2024-03-12T10:32:00.000Z" } }
      ]
    }
  },
  { "dmConversation" : { "conversationId" : "300", "messages" : [ { "joinConversation" : { "initiatingUserId" : "100", "participantsSnapshot" : [ "100", "300" ], "createdAt" : "2024-03-12T10:33:00.000Z" } } ] } }
]
