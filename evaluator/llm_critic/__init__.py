"""The LLM critic: one structured call per reply; whatever goes wrong ends as "not assessed", never as a score."""

from evaluator.llm_critic.critic import CriticAnswer, LLMCritic

__all__ = ["CriticAnswer", "LLMCritic"]
