"""督查通报: a closed month's result told as a paper (三、督查通报). Pure: no database, no clock."""
