### People at clients.


person-name = Name
person-title = Job title
person-decision-role = Part in the decision
person-level = Level
person-note = Note
person-add = Add a person
person-empty = Nobody is known here yet
person-empty-text = Add whoever you speak with, then look for the one who decides.
person-map = Map of contacts by level
person-nobody = nobody
person-no-maker = It is not known who decides.
person-none = No people fit
person-none-text = People appear here when they are added to a client’s card.
person-search = Name, title, client…
decision-role-maker = Decides
decision-role-influencer = Influences
decision-role-analyst = Prepares
decision-role-user = Uses
decision-role-none = Not known
decision-role-short-maker = decides
decision-role-short-influencer = influences
decision-role-short-analyst = prepares
decision-role-short-user = uses
decision-role-hint-maker = Says yes or no.
decision-role-hint-influencer = The one who decides listens to them.
decision-role-hint-analyst = Compares, asks, calculates.
decision-role-hint-user = Works with what is bought.
decision-role-hint-none = Find out who decides and who prepares.
level-owner = Owner
level-ceo = Chief executive
level-top = Top management
level-middle = Middle management
level-line = Staff
level-accountant = Accounts
