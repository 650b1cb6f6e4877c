### Движение между классами.

analysis-name-movement = Между классами
analysis-asks-movement = Кто с прежнего дня поднялся, кто опустился, и чьи это клиенты?
analysis-how-movement =
    Классы на оба дня считаются заново: по заказам, событиям и контактам до этого дня, по одним и тем же правилам, с окном, которое кончается этим днём. Если прежний день не выбран, это три месяца назад.
    Вверх и вниз – по порядку классов, от лучшего к худшему, как они стоят здесь. Слишком новые (N) и клиенты без ритма не выше и не ниже других; потерянные маркеры ниже всех остальных.
    У кого в окне нет ни одной строки или кого тогда не было в базе, тот не стоит ни в каком классе: такие клиенты пришли или выбыли. Менеджер – тот, кто ведёт клиента сегодня.
analysis-empty-movement = Ни в один из двух дней никто не стоял в классе. Выберите другие дни или уберите отбор.

moves-by = Классы
moves-kind-abc = ABC: объём
moves-kind-xyz = XYZ: регулярность
moves-kind-rfm = Группы RFM
moves-kind-step = Лестница лояльности
moves-kind-marker = Маркеры
moves-kind-state = Активные, спящие, потерянные
moves-kind-temperature = Температура
moves-outside = вне классов
moves-flow = Из класса в класс
moves-says = С { $day }: вверх { $up }, вниз { $down }, пришли { $came }, выбыли { $left }; остались на месте: { $stayed }.
moves-way = Куда
moves-way-up = Вверх
moves-way-down = Вниз
moves-way-changed = Сменили
moves-way-came = Пришли
moves-way-left = Выбыли
moves-way-stayed = Остались
moves-value-then = Сумма тогда
moves-value-now = Сумма сейчас
moves-clients-then = Клиентов тогда
moves-matrix = Откуда × куда
moves-matrix-says = Строки – класс тогда, столбцы – класс сейчас. В каждой клетке клиенты и сколько они приносят сейчас.
moves-corner = Тогда ↓ сейчас →
moves-managers = По менеджерам
moves-managers-says = Сколько из клиентов, которых менеджер ведёт сегодня, перешло в более высокий или более низкий класс. Число открывает этих клиентов.
moves-nobody = Ничьи клиенты
moves-change = Изменение их суммы

## Раннее предупреждение

analysis-name-warnings = Раннее предупреждение
analysis-asks-warnings = Кто из постоянных клиентов уходит, почему и сколько стоит на кону?
analysis-how-warnings =
    Под наблюдением клиенты, у которых достаточно покупок, чтобы считаться постоянными, и есть собственный ритм, и которые ещё не спят. Каждый сравнивается только с самим собой.
    Тишина: дольше стольких собственных ритмов. Объём и ассортимент: последний отрезок дней против прежних, числом до четырёх, той же длины; падение должно достичь порога, а последний отрезок – быть ниже каждого из них. Отказ: после последней покупки клиент отказался от предложения или сказал, что перестаёт покупать.
    Под угрозой то, что клиент принёс за последние 365 дней. Все пороги – настройки.
analysis-empty-warnings = Активных постоянных клиентов нет: наблюдать не за кем.
warnings-reasons = Что под угрозой, по причинам
warnings-says = { $clients ->
    [one] { $shown } клиент из { $watched } под наблюдением подаёт признаки ухода; под угрозой { $value } в год.
    [few] { $shown } клиента из { $watched } под наблюдением подают признаки ухода; под угрозой { $value } в год.
   *[many] { $shown } клиентов из { $watched } под наблюдением подают признаки ухода; под угрозой { $value } в год.
}
warnings-reason = Причина
warnings-reason-gap = Молчит дольше своего ритма
warnings-reason-volume = Покупает на меньшую сумму
warnings-reason-assortment = Покупает меньше товаров
warnings-reason-refused = Отказал
warnings-of-watched = От наблюдаемых
warnings-risk = Под угрозой, в год
warnings-list = С кем поговорить в первую очередь
warnings-list-says = По тому, что под угрозой. Уснувший клиент переходит отсюда в список спящих.
warnings-why = Почему
warnings-none = Признаков ухода нет
warnings-none-text = Каждый постоянный клиент покупает в своём ритме, на столько же и так же широко, как прежде.
warnings-because-gap = { $idle ->
    [one] молчит { $idle } день при ритме { $rhythm }
    [few] молчит { $idle } дня при ритме { $rhythm }
   *[many] молчит { $idle } дней при ритме { $rhythm }
}
warnings-because-volume = { $now } за { $days } дн. вместо { $usual } (−{ $fall })
warnings-because-assortment = { $now ->
    [one] { $now } товар за { $days } дн. вместо { $usual }
    [few] { $now } товара за { $days } дн. вместо { $usual }
   *[many] { $now } товаров за { $days } дн. вместо { $usual }
}
warnings-because-refused = отказ { $day }
warnings-do-gap = Позвонить, пока тишина не стала привычкой: спросить, что нужно сейчас, а не почему молчат.
warnings-do-volume = Узнать, кто забирает остальное: сравнить цены и условия этого конкурента.
warnings-do-assortment = Показать, что перестали брать, и спросить, чем заменили.
warnings-do-refused = Звонит руководитель продаж: услышанный отказ ещё можно взять назад.

## Концы месяцев

moves-months = На конец каждого месяца
moves-months-says = Так, как было сохранено по окончании месяца: поздний заказ, другой порог или определение этого не меняют. Черта отмечает месяц, с которого действует другое правило. Заштрихованные месяцы посчитаны задним числом, по заказам, которые были в базе к тому времени. Продажи за двенадцать месяцев, все товары.
moves-months-none = Пока не сохранён ни один месяц: первый сохраняется в ночь после его окончания.
moves-month-others = прочие
moves-month-value = Сумма за 12 месяцев
moves-month-taken = Сохранён
moves-month-late = { $day }, задним числом
moves-month-afterwards = посчитан задним числом
moves-month-changed = Изменённые правила
moves-month-change = { $rule }: { $before } → { $now }
moves-rule-definition = Версия определений
moves-rule-abc-a = Граница A
moves-rule-abc-b = Граница B
moves-rule-xyz-x = Граница X
moves-rule-xyz-y = Граница Y
moves-rule-rfm-bins = Баллов RFM
moves-rule-sleeping-times = Спящий, ритмов
moves-rule-sleeping-days = Спящий, дней
moves-rule-lost-times = Потерян, ритмов
moves-rule-lost-days = Потерян, дней
moves-rule-regular-purchases = Постоянный от покупок

## Почему клиент стоит там, где стоит

client-warned = Уходит: { $reasons }.
client-warned-more = Все ранние предупреждения
why-title = Почему такие классы
why-says = На сегодня, продажи с { $from } по { $to }, среди всех клиентов. Классы выше посчитаны прошлой ночью. Сказанное о переходе верно, пока у остальных всё как сегодня.
why-says-own = На сегодня, продажи с { $from } по { $to }, среди клиентов, которых вам видно; классы выше посчитаны прошлой ночью среди всех. Сказанное о переходе верно, пока у остальных всё как сегодня.
why-failed = Не удалось узнать, почему клиент стоит в своих классах. Откройте карточку ещё раз.
why-abc = { $sum }, место { $place } из { $clients }; те, кто впереди, приносят { $share }. A до { $a }, B до { $b }.
why-abc-rise = Ещё { $sum } сегодня сделают его { $class }.
why-abc-rise-until = Ещё { $sum } сделают его { $class }; его собственная сумма держится до { $day }, потом самая старая продажа выйдет из окна.
why-abc-fall = Без { $sum } он опустится в { $class }.
why-xyz = Месяцы колеблются на { $cv } вокруг { $mean }, месяцев: { $periods }. X до { $x }, Y до { $y }.
why-xyz-new = { $periods ->
    [one] { $periods } полный месяц: чтобы судить, нужно три.
    [few] { $periods } полных месяца: чтобы судить, нужно три.
   *[many] { $periods } полных месяцев: чтобы судить, нужно три.
}
why-xyz-none = Сумма его месяцев не больше нуля.
why-xyz-rise = { $months ->
    [one] { $months } месяц по { $sum }, до { $day }, сделает его { $class }.
    [few] { $months } месяца по { $sum }, до { $day }, сделают его { $class }.
   *[many] { $months } месяцев по { $sum }, до { $day }, сделают его { $class }.
}
why-r = { $days ->
    [one] Последняя покупка { $days } день назад.
    [few] Последняя покупка { $days } дня назад.
   *[many] Последняя покупка { $days } дней назад.
}
why-r-rise = Заказ сегодня поднимет до { $score }.
why-f = { $orders ->
    [one] { $orders } заказ.
    [few] { $orders } заказа.
   *[many] { $orders } заказов.
}
why-f-rise = { $more ->
    [one] Ещё { $more } заказ поднимет до { $score }.
    [few] Ещё { $more } заказа поднимут до { $score }.
   *[many] Ещё { $more } заказов поднимут до { $score }.
}
why-m = { $sum } в окне.
why-m-rise = Ещё { $sum } поднимут до { $score }.
why-group = Группа RFM
why-group-because = Первое правило, которому подходит { $r }-{ $f }-{ $m }.
why-group-after = Один обычный заказ сегодня переведёт в «{ $group }».
why-group-stays = Один обычный заказ сегодня оставит на месте.
why-step = { $purchases ->
    [one] { $purchases } покупка; постоянный от { $regular }.
    [few] { $purchases } покупки; постоянный от { $regular }.
   *[many] { $purchases } покупок; постоянный от { $regular }.
}
why-step-purchases = { $more ->
    [one] Ещё { $more } покупка – и он «{ $step }».
    [few] Ещё { $more } покупки – и он «{ $step }».
   *[many] Ещё { $more } покупок – и он «{ $step }».
}
why-step-by-only_us = «{ $step }», когда покупает только у нас.
why-step-by-recommends = «{ $step }», когда рекомендует нас.
why-marker-nothing = О его отношении ничего не известно.
why-marker-presentation_agreed = Согласился на презентацию { $day }.
why-marker-mailing = Не против рассылки.
why-marker-info_requested = Запросил информацию { $day }.
why-marker-refused = Отказался { $day }.
why-marker-stopped = Сказал, что перестаёт покупать, { $day }.
why-marker-purchases = Покупает; последняя покупка { $day }.
why-marker-silent = Молчит много дольше своего ритма с { $day }.
why-marker-more = { $more ->
    [one] Ещё { $more } покупка – «{ $marker }».
    [few] Ещё { $more } покупки – «{ $marker }».
   *[many] Ещё { $more } покупок – «{ $marker }».
}
why-marker-by-presentation_agreed = «{ $marker }», когда согласится на презентацию.
why-marker-by-mailing_agreed = «{ $marker }», когда согласится на рассылку.
why-marker-by-info_requested = «{ $marker }», когда запросит информацию.
why-state-own = Тишина { $idle } дн., собственный ритм { $rhythm } дн.
why-state-lent = Тишина { $idle } дн., ритм сегмента { $rhythm } дн.: для собственного покупок слишком мало.
why-state-none = Тишина { $idle } дн.; ритма, с которым её сравнить, пока нет.
why-state-active = Ещё один заказ до { $day } оставит его активным.
why-state-sleeping = Заказ разбудит его; после { $day } он потерян.
why-state-lost = Заказ вернёт его.
moves-temperature = Температура на день – то, что сотрудники указали в карточке к его концу; клиенты, о которых никто ничего не сказал, стоят вне классов.
