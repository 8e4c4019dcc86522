window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id": "1001",
   "id_str": "1001",
   "full_text": "Fresh rye at six. https://t.co/a1 @clara",
   "created_at": "Tue Nov 03 06:00:00 +0000 2026",
   "in_reply_to_status_id_str": "1000",
   "in_reply_to_user_id_str": "7",
   "in_reply_to_screen_name": "clara",
   "lang": "en",
   "entities": {
    "user_mentions": [
     {
      "screen_name": "clara",
      "name": "Clara",
      "id_str": "7"
     }
    ],
    "urls": [
     {
      "url": "https://t.co/a1",
      "expanded_url": "https://bakery.example"
     }
    ],
    "media": []
   },
   "extended_entities": {
    "media": [
     {
      "media_url_https": "https://pictures.example/loaf.jpg",
      "url": "https://t.co/p1",
      "type": "photo"
     }
    ]
   }
  }
 }
]