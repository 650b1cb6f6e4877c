# Рекомендации: кто кого привёл.
referral-title = Рекомендации
referral-partner-mark = партнёр
referral-hidden = кто-то, кого вы не видите
referral-by-recommendation = По рекомендации
referral-by-partner = Через партнёра
referral-kind = Как
referral-kind-recommendation = рекомендация
referral-kind-partner = клиент партнёра
referral-result = Результат
referral-result-waiting = ещё не говорили
referral-result-introduced = познакомили
referral-result-bought = купил
referral-result-refused = ничего не вышло
referral-brought = { $count ->
    [one] Привёл { $shown } клиента
    [few] Привёл { $shown } клиентов
   *[many] Привёл { $shown } клиентов
}
referral-purchases = { $count ->
    [one] { $shown } покупка
    [few] { $shown } покупки
   *[many] { $shown } покупок
}
referral-add = Кто рекомендовал
referral-giver = Клиент, который рекомендовал
referral-outside = или имя не из базы
referral-day = День
referral-note = Примечание
referral-hint-satisfied = Готов рекомендовать: спросите, с кем он может познакомить.
referral-hint-leaving = Уходит: попросите познакомить с кем-нибудь и порекомендовать вас.
referral-ask = Поставить задачу
referral-ask-title = Попросить рекомендацию
referral-givers = Кто нас рекомендует
referral-givers-says = Клиенты, партнёры и люди не из базы по числу приведённых клиентов.
referral-giver-name = Кто
referral-clients = Клиенты
referral-as-partner = Как партнёр
referral-bought = Купили
referral-revenue = Выручка
