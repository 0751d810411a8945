"""The LLM critic: one structured call per reply; whatever goes wrong ends as "not assessed", never as a score."""

from evaluator.llm_critic.critic import LLMCritic
from evaluator.llm_critic.merging import CriticAnswer
from evaluator.llm_critic.window import Window

__all__ = ["CriticAnswer", "LLMCritic", "Window"]
