"""What a notebook opens: store and measures joined, one read for any number of questions."""

from visavis.model.frames import FigureTable
from visavis.workbench.aligning import align
from visavis.workbench.arming import arms
from visavis.workbench.asking import figure
from visavis.workbench.bench import Workbench
from visavis.workbench.pivoting import pivot
from visavis.workbench.sharing import shared

__all__ = ["FigureTable", "Workbench", "align", "arms", "figure", "pivot", "shared"]
