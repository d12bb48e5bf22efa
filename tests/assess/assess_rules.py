"""Random small rules and states of knowledge, for the property tests."""

from hypothesis import strategies as st

from tieback.assess.rule import Atom, Constant, Either, Every, Opposite, open_unless
from tieback.model.answer import Answer

ATOMS = tuple(Atom(fact, about) for fact in ("made", "listed") for about in ("A", "B", "C"))
atoms = st.sampled_from(ATOMS)
constants = st.sampled_from(list(Answer)[:3]).map(Constant)
leaves = st.one_of(atoms, atoms.map(open_unless), constants)
rules = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple).map(Either),
        st.lists(inner, max_size=3).map(tuple).map(Every),
        inner.map(Opposite),
    ),
    max_leaves=10,
)
knowledge = st.dictionaries(atoms, st.sampled_from(list(Answer)))
