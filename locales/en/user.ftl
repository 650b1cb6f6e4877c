### Users, roles, teams, rights.

role-owner = Owner
role-head_of_sales = Head of sales
role-telemarketer = Telemarketer
role-active_seller = Active seller
role-client_manager = Client manager
role-data_steward = Data steward
role-guardian = Guardian
role-administrator = Administrator
