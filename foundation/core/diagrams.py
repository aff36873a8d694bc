"""Diagrams of every workflow, drawn from the one table that also guards the services."""

from pathlib import Path

from django.conf import settings

from foundation.core.workflow import WORKFLOWS, Workflow

FOLDER = Path(settings.BASE_DIR) / "docs" / "workflow"


def draw(workflow: Workflow) -> str:
    """A Mermaid state diagram in Markdown: states in Chinese, each move with its label."""
    meta = workflow.model._meta
    field = meta.get_field(workflow.state_field)
    labels = {str(code): str(label) for code, label in field.flatchoices}  # type: ignore[union-attr]
    used = {str(s) for action in workflow.actions for s in (*action.move.sources, *action.move.targets)}
    lines = [
        f"# {meta.verbose_name}",
        "",
        "由 `manage.py workflow_diagrams` 生成，请勿手改。",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    lines += [f"    {code}: {label}" for code, label in labels.items() if code in used]
    default = str(field.get_default())  # type: ignore[union-attr]
    if default in used:
        lines.append(f"    [*] --> {default}")
    for action in workflow.actions:
        for source in action.move.sources:
            lines += [f"    {source} --> {target}: {action.label}" for target in action.move.targets]
    return "\n".join([*lines, "```", ""])


def drawn() -> dict[Path, str]:
    """Every diagram by the file it belongs in."""
    return {FOLDER / f"{label.replace('.', '-')}.md": draw(workflow) for label, workflow in sorted(WORKFLOWS.items())}
