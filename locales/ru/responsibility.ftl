# Кто удерживает и кто развивает каких клиентов, план визитов и кто что берёт из пула.

responsibility-text = Ячейка говорит, кто что делает и для каких клиентов. Решает ячейка, в которой названо больше: направление, территория, вид клиентов; из равных названы все.
responsibility-mode-one-text = Один менеджер делает всё: чья карточка, тот и удерживает, и развивает клиента. Матрица нужна только для клиентов, которых никто не ведёт.
responsibility-mode-separate-text = Удержание и развитие разделены: решает матрица, и у кого есть ячейка, тот видит её клиентов.
responsibility-mode-change = Изменить в настройках
responsibility-matrix = Матрица
responsibility-who = Кто
responsibility-function = Функция
responsibility-clients = Клиенты
responsibility-line = Товарное направление
responsibility-territory = Территория
responsibility-days = Когда
responsibility-since = с { $from }
responsibility-between = с { $from } по { $until }
responsibility-over = закончилось
responsibility-later = ещё не началось
responsibility-all-lines = все направления
responsibility-all-territories = все территории
responsibility-new = Назначить ответственного
responsibility-new-text = По правилам из источников: руководители товарных направлений удерживают ключевых клиентов своего направления на всех территориях; менеджеры территорий удерживают остальных клиентов по всем направлениям и развивают всех у себя.
responsibility-from = Первый день
responsibility-until = Последний день
responsibility-until-hint = Пусто: бессрочно
responsibility-made = Ответственный: { $name }.
responsibility-remove-ask = Убрать из ячейки: { $name }?
responsibility-removed = { $name } больше не отвечает за это.
responsibility-empty = По матрице никто не отвечает
responsibility-empty-text = Назначьте ответственного: за товарное направление, за территорию, за ключевых клиентов или за остальных.
responsibility-buyers = Клиентов, которые покупают
responsibility-keys = Из них ключевых
responsibility-holes = Дыры
responsibility-holes-text = Этих клиентов никто не удерживает или никто не развивает.
responsibility-overlaps = Пересечения
responsibility-overlaps-text = Для этих клиентов одно и то же делают несколько сотрудников.
responsibility-what = Что
responsibility-hole = никто: { $function }
responsibility-overlap = { $function }: { $names }
responsibility-of-line = { $function }, { $line }
responsibility-none = Нет
responsibility-shown = Показаны первые { $count } по имени.
responsibility-loads = Кто за скольких отвечает
responsibility-retains = Удерживает
responsibility-develops = Развивает
responsibility-key-held = Ведёт ключевых
responsibility-key-most = { $held } из { $most }
responsibility-territories = Территории
responsibility-territory-new = Добавить территорию
responsibility-territory-edit = Территория
responsibility-territory-name = Название
responsibility-region = Регион
responsibility-regions = Регионы
responsibility-regions-hint = По одному на строке, как в адресах клиентов. Регион входит в одну территорию.
responsibility-language = Язык
responsibility-language-hint = Код языка, на котором говорят с её клиентами: en, mk, ru
responsibility-no-regions = регионов пока нет
responsibility-without = Регионы вне территорий
responsibility-region-none = без региона
responsibility-region-of = { $region }: { $clients }
responsibility-territory-saved = Территория { $name } сохранена.

visit-text = Ключевого клиента посещают снова через { $days } дн. (настройка). Визит засчитывается, если он записан как визит и был вашим.
visit-own = Ваш последний визит
visit-last = Последний визит любого
visit-due = Следующий визит
visit-due-now = пора
visit-never = никогда
visit-task = Запланирован
visit-plan = { $count ->
    [one] Запланировать { $shown } визит
    [few] Запланировать { $shown } визита
   *[other] Запланировать { $shown } визитов
}
visit-task-title = Визит
visit-planned = { $count ->
    [one] Запланирован { $shown } визит.
    [few] Запланировано { $shown } визита.
   *[other] Запланировано { $shown } визитов.
}
visit-empty = Ключевых клиентов нет
visit-empty-text = Клиент ключевой, если на его карточке есть отметка ключевого или его объём выше первого порога концентрации.

pool-expected = Список
pool-expected-hint = Сколько дали бы эти списки клиентов любому в этой роли: ниже среднего – список был труднее. Коэффициент это учитывает.
pool-expected-of = ожидалось { $share }
pool-area = Берёт
pool-area-all = всё
pool-area-edit = Что берёт
pool-area-text = Если из вида ничего не выбрано, подходит всё. Клиент, о котором неизвестно, что он покупает, подходит к любому направлению; территория без языка – к любому языку.
pool-area-languages = Языки
pool-area-languages-hint = Коды через запятую: mk, sq
pool-area-saved = Сохранено, что берёт { $name }.
pool-share-conversion = коэффициент { $share }
pool-share-fits = подходит по условиям: { $conditions }
work-condition-territory = территория
work-condition-line = товарное направление
work-condition-language = язык
