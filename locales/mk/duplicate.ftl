### Дали веќе е во базата.

duplicate-region = Веќе во базата?
duplicate-count = Можеби веќе е во базата: { $count }
duplicate-not-ready = Базата сѐ уште се чита; барањето слични почнува за миг.
duplicate-level-sure = истиот
duplicate-level-likely = веројатно истиот
duplicate-level-possible = можеби истиот
duplicate-hidden = Клиент на друг вработен
duplicate-hidden-text = Оваа картичка не ви е видлива. Пред да додадете уште една, прашајте: { $holder }.
duplicate-hidden-nobody = Оваа картичка не ви е видлива и никој не ја води. Пред да додадете уште една, прашајте го раководителот на продажба.
duplicate-holder = го води { $holder }
duplicate-pool = никој не го води
duplicate-at = во { $client }
duplicate-why = { $part }: { $level }
duplicate-frequency = го имаат { $count } од { $of }
duplicate-open = Отвори ја картичката
duplicate-attach = Додај ги телефонот и е-поштата во оваа картичка
duplicate-fill = Пополни оттука
duplicate-filled = Пополнето според: { $name }. Проверете што е сменето.
duplicate-unfill = Врати
duplicate-namesakes = { $count ->
    [one] { $count } лице го има ова презиме. Градот, фирмата, телефонот или е-поштата ги разликуваат имењаците.
   *[other] { $count } лица го имаат ова презиме. Градот, фирмата, телефонот или е-поштата ги разликуваат имењаците.
}
duplicate-insist = Сепак додај
duplicate-insist-text = Додадете само ако е друг. Тоа се запишува во дневникот.
duplicate-attached = Додадено во картичката
