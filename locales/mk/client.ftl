### Клиенти: список, картичка, маркери, скала на лојалност.

marker-white = Бел
marker-green = Зелен
marker-yellow = Жолт
marker-golden_green = Златно-зелен
marker-gold = Златен
marker-platinum = Платинест
marker-green_red = Зелено-црвен
marker-golden_red = Златно-црвен
marker-platinum_red = Платинесто-црвен
marker-letter-white = Б
marker-letter-green = З
marker-letter-yellow = Ж
marker-letter-golden_green = З
marker-letter-gold = ЗЛ
marker-letter-platinum = ПЛ
marker-letter-green_red = З
marker-letter-golden_red = ЗЛ
marker-letter-platinum_red = ПЛ
marker-meaning-white = сè уште не се знае дали има интерес
marker-meaning-green = се согласил на презентација
marker-meaning-yellow = се согласил да прима пораки
marker-meaning-golden_green = побарал информации
marker-meaning-gold = купил еднаш или двапати
marker-meaning-platinum = купил трипати или повеќе
marker-meaning-green_red = одбил пред да купи
marker-meaning-golden_red = купувал, па е изгубен
marker-meaning-platinum_red = бил редовен, па е изгубен

ladder-none = Надвор од скалата
ladder-buyer = Купувач
ladder-client = Клиент
ladder-regular = Редовен
ladder-adherent = Приврзаник
ladder-advocate = Застапник

client-title = Клиент
client-new = Нов клиент
