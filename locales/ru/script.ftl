# Что говорить в звонке: главная мысль, разговоры с ветвлениями, ответы на возражения.
nav-scripts = Скрипты
script-text = Что говорят в звонках: главная мысль, разговоры по шагам, ответы на возражения. На экране звонка каждый видит то, что подходит клиенту.
script-new = Новый скрипт
script-kind = Для чего
script-kind-pitch = Главная мысль
script-kind-talk = Разговор
script-kind-objection = Возражение
script-title = Название
script-objection = Что говорит клиент
script-segment = Только для сегмента
script-segment-all = все клиенты
script-said = Что сказать
script-seconds = произносится за { $seconds } с
script-steps = { $count ->
    [one] { $shown } шаг
    [few] { $shown } шага
   *[other] { $shown } шагов
}
script-step = Шаг { $number }
script-step-add = Добавить шаг
script-step-remove = Убрать шаг { $number }
script-answer = Клиент отвечает
script-answer-add = Добавить ответ
script-answer-remove = Убрать ответ
script-next = Затем
script-over = разговор окончен
script-to = шаг { $number }
script-remove = Удалить скрипт «{ $title }»?
script-remove-text = Звонящие его больше не увидят. В журнале удаление можно отменить.
script-empty = Скриптов пока нет
script-empty-text = Запишите, как начинает звонок ваш лучший продавец и что он отвечает на «дорого». Это увидит каждый, кто звонит.
script-restart = С начала
script-talk-over = Разговор окончен: отметьте, чем он закончился.
script-objections = Возражения
