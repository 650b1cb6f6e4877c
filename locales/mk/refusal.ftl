# Одбивања со причини и кога да се вратиме.
nav-refusals = Одбивања
refusal-tab-report = Извештај
refusal-tab-list = Список
refusal-tab-reasons = Причини
refusal-text = Зошто клиентите велат НЕ, со кои причини вреди да се почне и кога да се вратиме.
refusal-activity = Многу одбивања при многу контакти значи дека се работи: кој бара нови клиенти, често слуша НЕ.
refusal-reason = Причина
refusal-reason-no_budget = нема буџет
refusal-reason-has_supplier = има добавувач
refusal-reason-too_expensive = висока цена
refusal-reason-not_planned = набавките не се планирани
refusal-reason-does_not_fit = производот не одговара, нема таква ставка
refusal-reason-not_interested = во принцип не е заинтересиран
refusal-reason-delivery_terms = услови на испорака
refusal-reason-head_office = набавува преку централа на друго место
refusal-reason-not_told = причината не е кажана
refusal-unknown = непозната причина
refusal-why = Зошто НЕ?
refusal-real = Вистинската причина
refusal-real-none = не е прашано
refusal-trap-supplier = Секој има добавувач, тоа не е конечна причина. Прашајте: што треба да биде поинаку за да нè пробате?
refusal-untested = вистинската причина не е прашана
refusal-untested-count = { $count ->
    [one] { $count } одбивање чија вистинска причина никој не ја прашал
   *[other] { $count } одбивања чија вистинска причина никој не ја прашал
}
refusal-asked = Што беше барано
refusal-have = { $count ->
    [one] Ова го имаме:
   *[other] Имаме:
}
refusal-have-text = Кажете му на клиентот пред да запишете НЕ. Ако сепак запишете, лекција за производот оди во вашата обука.
refusal-had = ова го имаме
refusal-had-product = Што имаме од тоа
refusal-had-count = { $count ->
    [one] { $count } пат го имаме она што наводно го нема
   *[other] { $count } пати го имаме она што наводно го нема
}
refusal-competitor = Купува од
refusal-product = Производ
refusal-group = Група производи
refusal-step = Чекор на инката
refusal-step-none = надвор од чекорите
refusal-back = Враќање на
refusal-back-hint = Ако е празно: { $day }, според причината.
refusal-final-hint = Ако е празно: не се враќаме, причината е конечна.
refusal-back-none = конечно
refusal-more = Три прашања, отворена врата
refusal-said-product = Што не одговара на производот или услугата?
refusal-said-staff = Што не ви се допадна во работата на персоналот?
refusal-said-sale = Што беше досадно за време на продажбата?
refusal-promise = Отворена врата: што е ветено
refusal-promise-hint = новиот ценовник
refusal-promise-day = До
refusal-day = Ден
refusal-client = Клиент
refusal-manager = Чиј клиент
refusal-employee = Вработен
refusal-from = Од
refusal-to = До
refusal-count = Одбивања
refusal-clients = Клиенти
refusal-share = Дел
refusal-cumulative = Заедно со погорните
refusal-contacts = Контакти
refusal-per-100 = Одбивања на 100 контакти
refusal-before = { $count } за исто толку денови претходно
refusal-none = Нема одбивања во овие денови
refusal-none-text = Одбивањето се запишува со причина на екранот за повик (копче 8), со секој друг контакт во картичката или на чекор од зделка.
refusal-pareto = Причини, најчестите први
refusal-pareto-says = „{ $reason }“ е { $share } од сите одбивања. { $few ->
    [one] { $few } причина дава
   *[other] { $few } причини даваат
} { $together }: почнете оттаму.
refusal-by-employee = По вработени
refusal-by-competitor = По конкуренти
refusal-by-product = По производи
refusal-by-group = По групи производи
refusal-by-step = По чекори на инката
refusal-by-week = По недели
refusal-week = Недела од
refusal-not-said = не е кажано
refusal-list-empty = Ништо не одговара
refusal-list-empty-text = Сменете ги деновите или филтрите.
refusal-card = Одбивања
refusal-card-none = Овој клиент никогаш не одбил.
refusal-edit = Дополни го одбивањето
refusal-note = Што друго беше кажано
refusal-reasons-text = Кога се враќаме за секоја причина, што уште се прашува и по кој ред стојат. Она што еднаш е кажано останува во извештаите.
refusal-reason-name = Назив
refusal-reason-from = Враќање по, денови, од
refusal-reason-until = до
refusal-reason-trap = Замка
refusal-reason-trap-none = нема
refusal-reason-trap-supplier = прашај за вистинската причина
refusal-reason-trap-catalogue = погледни во каталогот
refusal-reason-asks-competitor = прашај од кого купуваат
refusal-reason-asks-product = прашај за кој производ станува збор
refusal-reason-position = Место
refusal-reason-archived = повеќе не се избира
refusal-reason-new = Нова причина
refusal-reason-final = конечна
refusal-reason-days = { $from }–{ $to } денови
refusal-reason-remove = Да се отстрани оваа причина?
