### Вход, первый запуск, профиль.

login-title = Вход
login-login = Имя для входа
login-password = Пароль
login-action = Войти
login-fill = Введите имя для входа и пароль.
login-forgot = Забыли пароль? Администратор даст вам новый.
relogin-title = Сеанс закончился
relogin-text = Войдите снова, чтобы продолжить. Введённое осталось на странице.
relogin-other = Войти под другим именем
me-language = Язык
