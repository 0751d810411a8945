"""The fast critic: a few milliseconds a reply, no language model, no network, the same answer every time."""

from evaluator.fast.critic import FastCritic, load_fast_critic

__all__ = ["FastCritic", "load_fast_critic"]
