"""The questions of a topic all face one way: who agrees with one mostly agrees with the others.

Some people tend to agree with whatever they are asked. Where every question faces one way that alone puts them on one
side of the topic; where questions face both ways it puts them in the middle.
This is judged from the answers of all candidates, and only where chance would hardly ever make it look so: at least two
pairs of the topic's questions are answered alike, and none the opposite way. `cmpgen report` shows the numbers.

Bad:    Buses should be free. Trams should be free. Trains should be free.
Good:   Buses should be free. Trams should be free. Passengers should pay more for trains.
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "one-sided-topic"
SEVERITY = WARNING
MESSAGE = N_(
    "the questions of {topic!r} all face one way: {pairs} pairs of them are answered alike, and none the opposite way"
)
HINT = N_(
    "Before more candidates answer, reword one of {questions} so that agreeing with it means what disagreeing with it "
    "means now, and ask those who have answered it again; if all have, leave it, and do so in the next election."
)
