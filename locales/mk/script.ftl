# Што да се каже во повик: главната мисла, разговори со гранки, одговори на приговори.
nav-scripts = Скрипти
script-text = Што се кажува во повиците: главната мисла, разговори чекор по чекор, одговори на приговори. На екранот за повик секој го гледа она што му одговара на клиентот.
script-new = Нова скрипта
script-kind = За што е
script-kind-pitch = Главна мисла
script-kind-talk = Разговор
script-kind-objection = Приговор
script-title = Назив
script-objection = Што вели клиентот
script-segment = Само за сегментот
script-segment-all = сите клиенти
script-said = Што да се каже
script-seconds = се кажува за { $seconds } с
script-steps = { $count ->
    [one] { $shown } чекор
   *[other] { $shown } чекори
}
script-step = Чекор { $number }
script-step-add = Додај чекор
script-step-remove = Отстрани го чекорот { $number }
script-answer = Клиентот одговара
script-answer-add = Додај одговор
script-answer-remove = Отстрани го одговорот
script-next = Потоа
script-over = разговорот е завршен
script-to = чекор { $number }
script-remove = Да се избрише скриптата „{ $title }“?
script-remove-text = Оние што се јавуваат нема повеќе да ја гледаат. Може да се врати преку дневникот.
script-empty = Сè уште нема скрипти
script-empty-text = Запишете како го почнува повикот вашиот најдобар продавач и што одговара на „скапо е“. Ќе го гледа секој што се јавува.
script-restart = Од почеток
script-talk-over = Разговорот е завршен: означете што излезе од него.
script-objections = Приговори
