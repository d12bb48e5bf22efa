"""Makes the helpers of this folder importable: `assess_rules` (random rules), `assess_world` (a small case)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
