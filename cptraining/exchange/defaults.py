"""What stands in a question where another system's format says nothing."""

RUBRIC = ({"text": "Answers what was asked", "points": 1},)
"""Somebody has to mark open questions by something."""

FILL = "Fill the gaps."
CHOOSE = "Which is right?"
WRITE = "Write your answer."
MATCH = "Match each line with what belongs to it."
ORDER = "Put these in order."
TRUE, FALSE = "True", "False"
RUBRIC_ADVICE = "Write what its answers are marked by, as `rubric`."
