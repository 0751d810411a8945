"""Conversations without a learner: a scripted agent talks to a customer, and nothing is stored."""
