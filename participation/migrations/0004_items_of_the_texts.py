"""The items that stood beside the texts of a line become the plan: each gets the mark that its text has for it."""

from typing import Any

from django.db import migrations

from thai.marks import Piece, pieces_of

TEXTS = {
    "target": ("PlanTarget", "targets_as_written"),
    "activity": ("PlanActivity", "activities_as_written"),
    "outcome": ("PlanOutcome", "outcomes_as_written"),
}


def join_items_and_texts(apps: Any, _schema_editor: Any) -> None:
    def model(name: str) -> Any:
        return apps.get_model("participation", name)

    for line in model("PlanLine").objects.select_related("form"):
        line.form_words = line.form.name
        line.save(update_fields=["form_words"])
        for kind, (name, text) in TEXTS.items():
            old = list(model(name).objects.filter(line=line).order_by("order"))
            pieces = pieces_of(getattr(line, text))
            if [" ".join(piece.text.split()) for piece in pieces] != [item.text for item in old]:
                pieces = [Piece("", item.text, "\n" if item is not old[-1] else "") for item in old]
            for order, (piece, item) in enumerate(zip(pieces, old, strict=True), start=1):
                network, standard = getattr(item, "network", None), getattr(item, "standard", None)
                model("PlanItem").objects.create(
                    line=line,
                    kind=kind,
                    order=order,
                    mark=piece.mark,
                    text=piece.text,
                    after=piece.after,
                    network=network,
                    network_words=network.name_th if network else "",
                    standard=standard,
                    standard_words=standard.name if standard else "",
                )


class Migration(migrations.Migration):
    dependencies = [("participation", "0003_items"), ("centres", "0006_names_have_time")]

    operations = [migrations.RunPython(join_items_and_texts, migrations.RunPython.noop)]
