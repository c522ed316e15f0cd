"""How well a quiz and its questions measure, by the formulas of Moodle's quiz statistics.

Marks come counted: how often each mark went with each total. Marks and totals are whole numbers
of one small unit, and sums are exact; only roots and the last division are floats.
"""
