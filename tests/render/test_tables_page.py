"""docs/tables.md."""

from l2tpscope.render.tables_page import TABLES, tables_page


def test_every_column_of_every_table_has_a_line_with_what_it_means() -> None:
    page = tables_page()
    for name, columns in TABLES.items():
        section = page.split(f"## {name}\n")[1].split("\n## ")[0]
        for column in columns:
            (line,) = [line for line in section.splitlines() if line.startswith(f"| `{column.name}` |")]
            assert line.endswith(f"| {column.meaning} |")
