# Зошто базата не расте.
nav-diagnosis = Дијагностика
diagnosis-text = Зошто базата не расте: шест причини, секоја споредена со вашите бројки од { $day }. Праговите се поставки.
diagnosis-there = { $count ->
    [0] Ниедна од шесте причини не се гледа во бројките.
    [one] Во бројките се гледа { $count } од шесте причини.
   *[other] Во бројките се гледаат { $count } од шесте причини.
}
diagnosis-verdict-yes = да
diagnosis-verdict-no = не
diagnosis-verdict-unclear = не може да се каже
diagnosis-unclear = Запишано е премалку за да се каже.
diagnosis-threshold = (причина од { $percent } % натаму)
diagnosis-behind = Што стои зад бројката
diagnosis-cause-unknown = Потенцијалните клиенти не знаат за производот
diagnosis-cause-competitors = Конкурентите работат активно и освојуваат позиции
diagnosis-cause-market = Пазарот не се развива или производот никому не му треба
diagnosis-cause-information = Вработените не собираат информации за клиентите
diagnosis-cause-cost = Еден клиент чини премногу
diagnosis-cause-objections = Не се работи со приговори
diagnosis-figure-unknown = со { $part } од { $of } потенцијални клиенти никој не зборувал една година.
diagnosis-figure-competitors = { $part } од { $of } одбивања се во корист на друг добавувач.
diagnosis-figure-market = { $part } од { $of } одбивања: нема буџет, не е планирано, не е интересно.
diagnosis-figure-information = кај { $part } од { $of } клиенти со кои се зборувало не се знае кој одлучува.
diagnosis-figure-cost = { $part } потрошено на извори, { $of } донеле клиентите добиени за една година.
diagnosis-figure-objections = { $part } од { $of } одбивања што бараат второ прашање се прифатени како што се кажани или се погрешни.
diagnosis-do-unknown = Поделете ги потенцијалните клиенти што чекаат и грижете се со секој да се зборува еднаш годишно.
diagnosis-do-competitors = Видете кого именуваат, понудете го она што клиентите уште не го купуваат од вас, прашајте за вистинската причина зад „имаме добавувач“.
diagnosis-do-market = Барајте ги оние на кои им треба сега: сигнали од пазарот, други сегменти; враќајте се на денот на секоја причина.
diagnosis-do-information = Во секој разговор прашајте кој одлучува и запишете го во картичката; чуварот на базата гледа каде недостига.
diagnosis-do-cost = Споредете ги изворите: трошете на оние чии клиенти купуваат, оставете ги оние што само чинат.
diagnosis-do-objections = Вежбајте приговори: вистинската причина зад НЕ, што дава производот, што има во каталогот.
diagnosis-act-unknown = Подели клиенти
diagnosis-act-competitors = Бели полиња
diagnosis-act-market = Сигнали од пазарот
diagnosis-act-information = Квалитет на картичките
diagnosis-act-cost = Извори
diagnosis-act-objections = Обука
