### Clients: the list, the card, markers, the loyalty ladder.

marker-white = White
marker-green = Green
marker-yellow = Yellow
marker-golden_green = Golden-green
marker-gold = Gold
marker-platinum = Platinum
marker-green_red = Green-red
marker-golden_red = Golden-red
marker-platinum_red = Platinum-red
marker-letter-white = W
marker-letter-green = G
marker-letter-yellow = Y
marker-letter-golden_green = G
marker-letter-gold = AU
marker-letter-platinum = PT
marker-letter-green_red = G
marker-letter-golden_red = AU
marker-letter-platinum_red = PT
marker-meaning-white = nothing is known of the interest yet
marker-meaning-green = agreed to a presentation
marker-meaning-yellow = agreed to receive mailings
marker-meaning-golden_green = asked for information
marker-meaning-gold = has bought once or twice
marker-meaning-platinum = has bought three times or more
marker-meaning-green_red = refused before buying
marker-meaning-golden_red = bought, then lost
marker-meaning-platinum_red = a regular, then lost

ladder-none = Not on the ladder
ladder-buyer = Buyer
ladder-client = Client
ladder-regular = Regular
ladder-adherent = Adherent
ladder-advocate = Advocate

client-title = Client
client-new = New client
