# What to say on a call: the main idea, talks with branches, answers to objections.
nav-scripts = Scripts
script-text = What is said on calls: the main idea, talks step by step, answers to objections. On the call screen everybody sees what suits the client.
script-new = New script
script-kind = What it is for
script-kind-pitch = Main idea
script-kind-talk = Talk
script-kind-objection = Objection
script-title = Name
script-objection = What the client says
script-segment = Only for the segment
script-segment-all = all clients
script-said = What to say
script-seconds = { $seconds } s to say
script-steps = { $count ->
    [one] { $shown } step
   *[other] { $shown } steps
}
script-step = Step { $number }
script-step-add = Add a step
script-step-remove = Remove step { $number }
script-answer = The client answers
script-answer-add = Add an answer
script-answer-remove = Remove the answer
script-next = Then
script-over = the talk is over
script-to = step { $number }
script-remove = Remove the script { $title }?
script-remove-text = Whoever calls will not see it any more. It can be taken back in the journal.
script-empty = No scripts yet
script-empty-text = Write down how your best seller begins a call and what they answer to “too expensive”. Everybody sees it while calling.
script-restart = From the beginning
script-talk-over = The talk is over: say what came of it.
script-objections = Objections
