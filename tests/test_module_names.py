"""A name of a module means one thing and is used: no linter tells one that is bound again, or left behind."""

import ast
from collections import Counter
from collections.abc import Iterator

from pipeline.paths import PROJECT_ROOT


def bound_names(source: str) -> Iterator[str]:
    """The names that the statements of a module bind; not those inside its if, try, for and with."""
    for statement in ast.parse(source).body:
        match statement:
            case ast.Assign(targets=targets):
                names = [node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
                yield from (name.id for name in names if isinstance(name.ctx, ast.Store))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                if not any("overload" in ast.unparse(decorator) for decorator in statement.decorator_list):
                    yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from (alias.asname or alias.name for alias in aliases)


def bound_twice(source: str) -> set[str]:
    """The names that a module binds more than once."""
    return {name for name, count in Counter(bound_names(source)).items() if count > 1}


def test_a_name_bound_again_is_found_in_each_kind_of_statement() -> None:
    assert bound_twice("_MOST = 4\n_LEAST: int = 1\n_WAYS, _MOST = 2, 5\n") == {"_MOST"}
    assert bound_twice("from x import y\nimport z as y\ndef w(): ...\nclass w: ...\n") == {"y", "w"}
    assert bound_twice("try:\n    a = 1\nexcept OSError:\n    a = 2\n_TABLE = {}\n_TABLE['a'] = 1\n") == set()


def test_no_module_binds_a_name_twice() -> None:
    modules = sorted((PROJECT_ROOT / "pipeline").rglob("*.py"))
    found = {str(module): bound_twice(module.read_text(encoding="utf-8")) for module in modules}
    assert modules
    assert not {module: names for module, names in found.items() if names}


def unused_private(source: str) -> set[str]:
    """The names with an underscore in front that a module binds and does not use."""
    tree = ast.parse(source)
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return {name for name in bound_names(source) if name.startswith("_") and not name.startswith("__")} - read


def test_a_private_name_that_is_bound_and_not_used_is_found() -> None:
    assert unused_private("_MOST = 4\n_LEAST = 1\nprint(_LEAST)\ndef _f(): ...\n_f()\nONE = 1\n") == {"_MOST"}


def test_no_module_has_a_private_name_that_it_does_not_use() -> None:
    """No linter tells: a constant that was left behind when its functions went to another module."""
    modules = sorted((PROJECT_ROOT / "pipeline").rglob("*.py"))
    found = {str(module): unused_private(module.read_text(encoding="utf-8")) for module in modules}
    assert not {module: names for module, names in found.items() if names}
