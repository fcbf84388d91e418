"""Scores: option × option points, and how near each candidate's answers are to a voter's."""
