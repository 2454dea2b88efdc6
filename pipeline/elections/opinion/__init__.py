"""What people expected: polls, predictions, ratings."""
