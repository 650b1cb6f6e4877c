### Клиенты: список, карточка, маркеры, лестница лояльности.

marker-white = Белый
marker-green = Зелёный
marker-yellow = Жёлтый
marker-golden_green = Золотисто-зелёный
marker-gold = Золотой
marker-platinum = Платиновый
marker-green_red = Зелёно-красный
marker-golden_red = Золотисто-красный
marker-platinum_red = Платиново-красный
marker-letter-white = Б
marker-letter-green = З
marker-letter-yellow = Ж
marker-letter-golden_green = З
marker-letter-gold = ЗЛ
marker-letter-platinum = ПЛ
marker-letter-green_red = З
marker-letter-golden_red = ЗЛ
marker-letter-platinum_red = ПЛ
marker-meaning-white = отношение пока неизвестно
marker-meaning-green = согласился на презентацию
marker-meaning-yellow = согласен получать рассылку
marker-meaning-golden_green = запрашивал информацию
marker-meaning-gold = покупал один-два раза
marker-meaning-platinum = покупал три раза и больше
marker-meaning-green_red = отказался до покупки
marker-meaning-golden_red = покупал, но потерян
marker-meaning-platinum_red = был постоянным, но потерян

ladder-none = Вне лестницы
ladder-buyer = Покупатель
ladder-client = Клиент
ladder-regular = Постоянный
ladder-adherent = Приверженец
ladder-advocate = Адвокат

client-title = Клиент
client-new = Новый клиент
