"""Order and loops of a directed graph, without recursion. Vertices are 0..n-1."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush


def order_of(successors: Sequence[Sequence[int]]) -> list[int]:
    """Vertices, each after all that lead to it, the smallest first where free; those on or after a loop are left out."""
    waiting = [0] * len(successors)
    for targets in successors:
        for target in targets:
            waiting[target] += 1
    ready = [vertex for vertex, count in enumerate(waiting) if count == 0]
    heapify(ready)
    order = []
    while ready:
        vertex = heappop(ready)
        order.append(vertex)
        for target in successors[vertex]:
            waiting[target] -= 1
            if waiting[target] == 0:
                heappush(ready, target)
    return order


def loops_of(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected sets with more than one vertex, or with an edge to itself, each sorted (Tarjan 1972)."""
    index = [-1] * len(successors)
    low = [0] * len(successors)
    on_stack = [False] * len(successors)
    stack: list[int] = []
    found: list[list[int]] = []
    counter = 0
    for root in range(len(successors)):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            vertex, position = work.pop()
            if position == 0:
                index[vertex] = low[vertex] = counter
                counter += 1
                stack.append(vertex)
                on_stack[vertex] = True
            descended = False
            for step in range(position, len(successors[vertex])):
                target = successors[vertex][step]
                if index[target] < 0:
                    work += [(vertex, step + 1), (target, 0)]
                    descended = True
                    break
                if on_stack[target]:
                    low[vertex] = min(low[vertex], index[target])
            if descended:
                continue
            if low[vertex] == index[vertex]:
                found += _component(stack, on_stack, vertex, successors)
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[vertex])
    return sorted(found)


def _component(
    stack: list[int], on_stack: list[bool], vertex: int, successors: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Pop one strongly connected set; an empty list where it is a single vertex without a loop."""
    members = []
    while True:
        member = stack.pop()
        on_stack[member] = False
        members.append(member)
        if member == vertex:
            break
    return [sorted(members)] if len(members) > 1 or vertex in successors[vertex] else []
