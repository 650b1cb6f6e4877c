### Што си оди со еден клиент.

departure-title = Што ако овој клиент си оди
departure-client = Клиент
departure-mono = Компанијата се држи на еден клиент: повеќе од половина од продажбата. Планот подолу кажува колку треба да купуваат другите.
departure-sales = Продажба што си оди
departure-left = Продажба што останува
departure-margin = Маржа што си оди
departure-extra = Стоката за другите поскапа, годишно
departure-plan = За ништо да не зависи од него
departure-plan-says = Колку повеќе треба да купат другите, додека овој купува како сега, за неговиот удел да падне на прагот; како раст на другите или како нови клиенти според првата година на неодамна освоените.
departure-level = Удел до
departure-more = Другите купуваат повеќе
departure-growth = Раст на другите
departure-new = Или нови клиенти
departure-managers = Чија продажба си оди
departure-manager-all = Продажба
departure-manager-lost = Од нив си оди
departure-suppliers = Попусти од добавувачите
departure-suppliers-says = Без овој клиент се набавува помалку; каде што обемот паѓа под прагот, попустот го нема и стоката за сите други поскапува.
departure-suppliers-none = Нема внесено попусти: „Производи“ → групата → „Смени“.
departure-volume = Набавка годишно
departure-volume-left = Без него
departure-discount = Попуст
