# Препораки: кој кого донел.
referral-title = Препораки
referral-partner-mark = партнер
referral-hidden = некој што не го гледате
referral-by-recommendation = По препорака од
referral-by-partner = Преку партнерот
referral-kind = Како
referral-kind-recommendation = препорака
referral-kind-partner = клиент на партнер
referral-result = Резултат
referral-result-waiting = сè уште без разговор
referral-result-introduced = запознаени
referral-result-bought = купил
referral-result-refused = ништо од тоа
referral-brought = { $count ->
    [one] Донел { $shown } клиент
   *[other] Донел { $shown } клиенти
}
referral-purchases = { $count ->
    [one] { $shown } купување
   *[other] { $shown } купувања
}
referral-add = Кој го препорачал
referral-giver = Клиент што препорачал
referral-outside = или име надвор од базата
referral-day = Ден
referral-note = Белешка
referral-hint-satisfied = Би нè препорачал: прашајте со кого може да ве запознае.
referral-hint-leaving = Заминува: побарајте да ве запознае со некого и да ве препорача.
referral-ask = Направи задача
referral-ask-title = Побарај препорака
referral-givers = Кој нè препорачува
referral-givers-says = Клиенти, партнери и луѓе надвор од базата според бројот на донесени клиенти.
referral-giver-name = Кој
referral-clients = Клиенти
referral-as-partner = Како партнер
referral-bought = Купиле
referral-revenue = Приход
