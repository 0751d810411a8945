"""A critic held against labels: figures for every id, baselines beside them, and what people can check for themselves."""

from evaluator.calibration.compare import Calibration, Figures, calibrate

__all__ = ["Calibration", "Figures", "calibrate"]
