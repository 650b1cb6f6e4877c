### Log-in, first run, profile.

login-title = Log in
login-login = Log-in name
login-password = Password
login-action = Log in
login-fill = Enter the log-in name and the password.
login-forgot = Forgot the password? Your administrator can give you a new one.
relogin-title = Your session has ended
relogin-text = Log in again to go on. What you typed is still on the page.
relogin-other = Log in as someone else
me-language = Language
