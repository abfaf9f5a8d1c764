"""The walls between regions, walked: every role at every address, and nothing of another region comes back."""
