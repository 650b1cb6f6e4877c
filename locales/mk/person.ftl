### Лица за контакт.


person-name = Име
person-title = Работно место
person-decision-role = Улога во одлуката
person-level = Ниво
person-note = Забелешка
person-add = Додај лице
person-empty = Сè уште не знаеме никого тука
person-empty-text = Додајте го оној со кого зборувате, па барајте го оној што одлучува.
person-map = Мапа на контакти по нивоа
person-nobody = никој
person-no-maker = Не се знае кој одлучува.
person-none = Нема такви луѓе
person-none-text = Луѓето се појавуваат тука кога ќе се додадат во картичката на клиент.
person-search = Име, работно место, клиент…
decision-role-maker = Одлучува
decision-role-influencer = Влијае на одлуката
decision-role-analyst = Ја подготвува одлуката
decision-role-user = Корисник
decision-role-none = Не се знае
decision-role-short-maker = одлучува
decision-role-short-influencer = влијае
decision-role-short-analyst = подготвува
decision-role-short-user = корисник
decision-role-hint-maker = Кажува „да“ или „не“.
decision-role-hint-influencer = Него го слуша оној што одлучува.
decision-role-hint-analyst = Споредува, прашува, пресметува.
decision-role-hint-user = Работи со она што е купено.
decision-role-hint-none = Дознајте кој одлучува и кој подготвува.
level-owner = Сопственик
level-ceo = Директор
level-top = Врвен менаџмент
level-middle = Среден менаџмент
level-line = Вработени
level-accountant = Сметководство
