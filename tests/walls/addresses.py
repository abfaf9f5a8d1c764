"""Every address of the portal, from its own list of addresses, with the objects of both worlds filled in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db import models
from django.test import Client
from django.urls import get_resolver

from centres.registers.readiness_page import ACTS as READINESS_ACTS
from participation.catalogues.kinds import KINDS
from participation.coverage.dimensions import COLUMNS
from regions.models import Province
from spreadsheets.kinds import kinds
from spreadsheets.models import ImportBatch
from tests.walls.committee_addresses import COMMITTEE_PAGES
from tests.walls.money_addresses import MONEY_PAGES
from tests.walls.world import COMMON_WORD, World

MISSING = 987654


@dataclass(frozen=True)
class Leaf:
    """One entry of the resolver: its route from the root, and its name."""

    route: str
    name: str | None


def leaves(resolver: Any = None, before: str = "") -> Iterator[Leaf]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from leaves(entry, route)
        else:
            yield Leaf(route, entry.name)


class NotCovered(Exception):
    """An address that nobody taught the walk: add it to PAGES below."""


Worlds = tuple[World, World]


def _years(worlds: Worlds) -> list[int]:
    return [2567, *(world.own_year for world in worlds), 2569, 99]


def _regions(worlds: Worlds) -> list[int]:
    return [*(world.number for world in worlds), 1, 99]


def _places(worlds: Worlds) -> list[tuple[int, int]]:
    """Each world's region in every year of both; then a region without anything, and one that does not exist."""
    own = [(year, world.number) for year in _years(worlds)[:3] for world in worlds]
    return [*own, (2567, 1), (2567, 99)]


def _ever(worlds: Worlds) -> list[tuple[int, int]]:
    """The same, and a year in which nothing is yet, and one that cannot be."""
    return [*_places(worlds), (2569, worlds[0].number), (99, worlds[0].number)]


def _budgets(worlds: Worlds) -> list[str]:
    places = {
        f"{key}={value}"
        for world in worlds
        for allocation in _of(world, "grants.Allocation")
        for key, value in (
            ("province", allocation.organisation.province_id),
            ("focus", allocation.organisation.focus.slug if allocation.organisation.focus else "none"),
        )
    }
    wishes = [*sorted(places), "sort=name", "sort=amount", "province=none"]
    return [
        *(f"/budget/{year}/{number}/" for year, number in _ever(worlds)),
        *(f"/budget/2567/{world.number}/?{wish}" for world, wish in product(worlds, wishes)),
    ]


def _money(worlds: Worlds, *endings: str) -> list[str]:
    return [
        f"/budget/{year}/{number}/money/{ending}"
        for year, number, ending in product(_years(worlds)[:3], (6, 11, 99), endings)
    ]


def _of_plans(worlds: Worlds, ending: str) -> list[str]:
    return [f"/plans/{year}/{number}/{ending}" for year, number in _places(worlds)]


def _coverage(worlds: Worlds, ending: str) -> list[str]:
    """Every year as it is, and one year by every way of looking at it, narrowed to each region."""
    ways = [
        urlencode({"rows": rows, "columns": column, "region": region, "province": province})
        for rows, columns in COLUMNS.items()
        for column in columns
        for region, province in (("", ""), *((world.number, world.pks(Province)[0]) for world in worlds))
    ]
    return [
        *(f"/plans/{year}/{ending}" for year in _years(worlds)),
        *(f"/plans/2567/{ending}?{way}" for way in ways),
    ]


def _of(world: World, label: str) -> list[Any]:
    return world.objects.get(apps.get_model(label), [])


def _amendments(worlds: Worlds, ending: str) -> list[str]:
    """Each amendment under its own plan first, then under every other one."""
    own = [(world, each.pk) for world in worlds for each in _of(world, "participation.PlanAmendment")]
    places = [(world.own_year, world.number, pk) for world, pk in own]
    places += product(_years(worlds)[:1], _regions(worlds), [*(pk for _world, pk in own), MISSING])
    return [f"/plans/{year}/{number}/amendments/{pk}/{ending}" for year, number, pk in dict.fromkeys(places)]


def _compared(worlds: Worlds) -> list[str]:
    return [
        f"?before=plan-{MISSING}",
        *(
            f"?before={kind}-{record.pk}"
            for world in worlds
            for kind in ("plan", "version")
            for record in _of(
                world, {"plan": "participation.Plan", "version": "participation.PlanVersion"}[kind]
            )
        ),
    ]


def _batches(ending: str) -> Callable[[Worlds], list[str]]:
    def addresses(worlds: Worlds) -> list[str]:
        pks = [pk for world in worlds for pk in world.pks(ImportBatch)]
        return [f"/imports/{pk}/{ending}" for pk in [*pks, MISSING]]

    return addresses


def _each(label: str, before: str, *endings: str) -> Callable[[Worlds], list[str]]:
    """Addresses with the key of every record of a model in both worlds, and one that does not exist."""

    def addresses(worlds: Worlds) -> list[str]:
        pks = [record.pk for world in worlds for record in _of(world, label)]
        return [f"/{before}{pk}/{ending}" for pk in [*pks, MISSING] for ending in endings]

    return addresses


_ACTIVITIES = "plans/activities/"

# Route → its addresses with everything of both worlds filled in.
PAGES: dict[str, Callable[[Worlds], list[str]]] = {
    **MONEY_PAGES,
    "": lambda worlds: ["/"],
    "sign-in/": lambda worlds: ["/sign-in/", "/sign-in/?next=/admin/"],
    "sign-in/code/": lambda worlds: ["/sign-in/code/"],
    "sign-out/": lambda worlds: ["/sign-out/"],
    "session/": lambda worlds: ["/session/"],
    "password/": lambda worlds: ["/password/"],
    "account/": lambda worlds: ["/account/"],
    "account/sessions/": lambda worlds: ["/account/sessions/"],
    "account/factor/": lambda worlds: ["/account/factor/"],
    "account/factor/codes/": lambda worlds: ["/account/factor/codes/"],
    "account/factor/without/": lambda worlds: ["/account/factor/without/"],
    "people/<int:pk>/access/": _each("people.User", "people/", "access/"),
    "people/<int:pk>/roles/": _each("people.User", "people/", "roles/"),
    "people/<int:pk>/leaving/": _each("people.User", "people/", "leaving/"),
    "people/invitations/": lambda worlds: ["/people/invitations/"],
    "join/<str:key>/": lambda worlds: ["/join/none/"],
    "people/factor-resets/<int:pk>/": _each("people.FactorReset", "people/factor-resets/", ""),
    "choose-password/<uidb64>/<token>/": lambda worlds: ["/choose-password/MQ/none/"],
    "language/": lambda worlds: ["/language/"],
    "health/": lambda worlds: ["/health/"],
    "plans/": lambda worlds: ["/plans/"],
    "plans/<int:fiscal_year>/": lambda worlds: [f"/plans/{year}/" for year in _years(worlds)],
    "plans/<int:fiscal_year>/<int:region_number>/": lambda worlds: [
        f"/plans/{year}/{number}/" for year, number in _ever(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/plan.<str:extension>": lambda worlds: [
        f"/plans/{year}/{number}/plan.{extension}"
        for (year, number), extension in product(_places(worlds), ("csv", "xlsx", "exe"))
    ],
    "plans/<int:fiscal_year>/<int:region_number>/step/<slug:act>/": lambda worlds: [
        f"/plans/{year}/{number}/step/{act}/"
        for (year, number), act in product(
            _places(worlds), ("submit", "return_to_draft", "decide", "close", "none")
        )
    ],
    "plans/<int:fiscal_year>/<int:region_number>/versions/<int:number>/": lambda worlds: [
        f"/plans/{year}/{number}/versions/{version}/"
        for (year, number), version in product(_places(worlds), (1, 2, MISSING))
    ],
    "plans/<int:fiscal_year>/<int:region_number>/amend/": lambda worlds: [
        f"/plans/{year}/{number}/amend/" for year, number in _places(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/amend-text/": lambda worlds: [
        f"/plans/{year}/{number}/amend-text/" for year, number in _places(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/": lambda worlds: _amendments(
        worlds, ""
    ),
    "plans/<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/change/": lambda worlds: _amendments(
        worlds, "change/"
    ),
    "plans/<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/<slug:act>/": lambda worlds: [
        address
        for act in ("submit", "return_to_draft", "decide", "withdraw", "none")
        for address in _amendments(worlds, f"{act}/")
    ],
    "plans/<int:fiscal_year>/<int:region_number>/history/": lambda worlds: [
        f"/plans/{year}/{number}/history/" for year, number in _places(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/history/restore/": lambda worlds: [
        f"/plans/{year}/{number}/history/restore/" for year, number in _places(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/plan.docx": lambda worlds: [
        *_of_plans(worlds, "plan.docx"),
        *(
            f"/plans/2567/{world.number}/plan.docx?digits={digits}"
            for world in worlds
            for digits in ("thai", "x")
        ),
    ],
    "plans/<int:fiscal_year>/<int:region_number>/plan.pdf": lambda worlds: [
        *_of_plans(worlds, "plan.pdf"),
        *(
            f"/plans/2567/{world.number}/plan.pdf?digits={digits}"
            for world in worlds
            for digits in ("thai", "x")
        ),
    ],
    "plans/<int:fiscal_year>/<int:region_number>/messages/": lambda worlds: [
        f"/plans/{year}/{number}/messages/" for year, number in _places(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/new/": lambda worlds: [
        f"/plans/{year}/{number}/new/"
        for year, number in [*_places(worlds), (2568, worlds[0].number), (2568, worlds[1].number)]
    ],
    "plans/<int:fiscal_year>/<int:region_number>/compare/": lambda worlds: [
        *_of_plans(worlds, "compare/"),
        *(f"/plans/2567/{world.number}/compare/{query}" for world in worlds for query in _compared(worlds)),
    ],
    "plans/<int:fiscal_year>/compare/": lambda worlds: [
        f"/plans/{year}/compare/?one={one}&other={other}"
        for year in _years(worlds)
        for one, other in product(_regions(worlds)[:2], repeat=2)
    ],
    "plans/<int:fiscal_year>/coverage/": lambda worlds: _coverage(worlds, "coverage/"),
    "plans/<int:fiscal_year>/coverage.<str:extension>": lambda worlds: [
        *(address for address in _coverage(worlds, "coverage.csv") if "columns=form" in address),
        *(f"/plans/{year}/coverage.xlsx" for year in _years(worlds)),
    ],
    "plans/<int:fiscal_year>/<int:region_number>/progress.<str:extension>": lambda worlds: [
        address for ending in ("csv", "xlsx") for address in _of_plans(worlds, f"progress.{ending}")
    ],
    "plans/catalogue/": lambda worlds: ["/plans/catalogue/"],
    "plans/catalogue/<slug:kind>/": lambda worlds: [
        f"/plans/catalogue/{kind}/" for kind in (*(kind.slug for kind in KINDS), "none")
    ],
    "plans/catalogue/<slug:kind>/<slug:key>/": lambda worlds: [
        f"/plans/catalogue/{kind.slug}/{key}/"
        for kind in KINDS
        for key in (*(entry.key for entry in kind.entries()[:3]), MISSING)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/months/": lambda worlds: [
        f"/plans/{year}/{number}/months/" for year, number in _ever(worlds)
    ],
    "plans/<int:fiscal_year>/<int:region_number>/provinces/": lambda worlds: [
        f"/plans/{year}/{number}/provinces/" for year, number in _ever(worlds)
    ],
    _ACTIVITIES: lambda worlds: [f"/{_ACTIVITIES}"],
    **{
        f"{_ACTIVITIES}<int:pk>/{ending}": _each("participation.PlanItem", _ACTIVITIES, ending)
        for ending in ("", "details/", "report/")
    },
    **{
        f"{_ACTIVITIES}reports/<int:pk>/{ending}": _each(
            "participation.ActivityReport", f"{_ACTIVITIES}reports/", ending
        )
        for ending in ("", "decide/")
    },
    **{
        f"plans/outcomes/<int:pk>/{ending}": _each("participation.PlanItem", "plans/outcomes/", ending)
        for ending in ("", "indicators/")
    },
    **{
        f"plans/indicators/<int:pk>/{ending}": _each("participation.Indicator", "plans/indicators/", ending)
        for ending in ("", "values/")
    },
    "plans/values/<int:pk>/": _each("participation.IndicatorValue", "plans/values/", ""),
    f"{_ACTIVITIES}photos/<int:pk>/": _each("participation.ActivityPhoto", f"{_ACTIVITIES}photos/", ""),
    f"{_ACTIVITIES}names/<int:pk>/": _each("participation.NameList", f"{_ACTIVITIES}names/", ""),
    "plans/<int:fiscal_year>/<int:region_number>/write/": lambda worlds: _of_plans(worlds, "write/"),
    "plans/<int:fiscal_year>/<int:region_number>/here/": lambda worlds: _of_plans(worlds, "here/"),
    "plans/<int:fiscal_year>/<int:region_number>/lines/<int:pk>/": lambda worlds: [
        f"/plans/{year}/{number}/lines/{pk}/"
        for year, number in _places(worlds)
        for pk in [*(line.pk for world in worlds for line in _of(world, "participation.PlanLine")), MISSING]
    ],
    "registers/": lambda worlds: ["/registers/"],
    "registers/own/": lambda worlds: ["/registers/own/"],
    "registers/<int:fiscal_year>/": lambda worlds: [f"/registers/{year}/" for year in _years(worlds)],
    "registers/<int:fiscal_year>/<int:region_number>/": lambda worlds: [
        *(f"/registers/{year}/{number}/" for year, number in _ever(worlds)),
        *(f"/registers/2567/{world.number}/?line=no" for world in worlds),
    ],
    "registers/regions/<int:region_number>/readiness/": lambda worlds: [
        f"/registers/regions/{number}/readiness/" for number in _regions(worlds)
    ],
    "registers/readiness/<int:pk>/": _each("registers.Readiness", "registers/readiness/", ""),
    "registers/readiness/<int:pk>/step/<slug:act>/": _each(
        "registers.Readiness", "registers/readiness/", *(f"step/{act}/" for act in (*READINESS_ACTS, "none"))
    ),
    "registers/readiness/files/<int:pk>/": _each("registers.ReadinessFile", "registers/readiness/files/", ""),
    "registers/organisations/<int:pk>/trained/": _each(
        "centres.Organisation", "registers/organisations/", "trained/"
    ),
    "registers/trained/<int:pk>/": _each("registers.TrainedPerson", "registers/trained/", ""),
    "registers/groups/<int:pk>/": _each("registers.NetworkGroup", "registers/groups/", ""),
    "budget/": lambda worlds: ["/budget/"],
    "budget/<int:fiscal_year>/": lambda worlds: [f"/budget/{year}/" for year in _years(worlds)],
    "budget/<int:fiscal_year>/<int:region_number>/": _budgets,
    "budget/<int:fiscal_year>/money/": lambda worlds: [f"/budget/{year}/money/" for year in _years(worlds)],
    "budget/<int:fiscal_year>/money/rows/": lambda worlds: [
        *(f"/budget/{year}/money/rows/" for year in _years(worlds)),
        *(f"/budget/2567/money/rows/?province={province}" for province in ("20", "84", "none")),
        *(f"/budget/2567/money/rows/?network={network}" for network in ("women", "none")),
        *(f"/budget/2567/money/rows/?{wish}" for wish in ("years=all", "region=11", "years=all&region=6")),
    ],
    "budget/<int:fiscal_year>/money/rows.<str:extension>": lambda worlds: [
        f"/budget/{year}/money/rows.{file}"
        for year, file in product(
            _years(worlds)[:3], ("csv", "json?province=84", "csv?years=all", "xlsx?region=11", "zip")
        )
    ],
    "budget/<int:fiscal_year>/<slug:table>.<str:extension>": lambda worlds: [
        f"/budget/{year}/{file}"
        for year, file in product(
            _years(worlds)[:3], ("regions.xlsx", "regions.csv", "compared.json", "regions.zip", "none.csv")
        )
    ],
    "budget/<int:fiscal_year>/money/<slug:table>.<str:extension>": lambda worlds: [
        f"/budget/{year}/money/{file}"
        for year, file in product(
            (2567, 99), ("money.xlsx", "money.zip", "steps.csv", "regions.json", "provinces.csv", "none.csv")
        )
    ],
    "budget/<int:fiscal_year>/money/360giving.json": lambda worlds: [
        f"/budget/{year}/money/360giving.json" for year in _years(worlds)
    ],
    "budget/<int:fiscal_year>/<int:region_number>/money/": lambda worlds: _money(worlds, ""),
    "budget/<int:fiscal_year>/<int:region_number>/money/360giving.json": lambda worlds: _money(
        worlds, "360giving.json"
    ),
    "budget/<int:fiscal_year>/<int:region_number>/money/<slug:table>.<str:extension>": lambda worlds: [
        *_money(worlds, "money.xlsx", "money.zip", "provinces.csv", "networks.json", "none.csv")
    ],
    "budget/<int:fiscal_year>/<int:region_number>/<str:table>.<str:extension>": lambda worlds: [
        f"/budget/{year}/{number}/{file}"
        for (year, number), file in product(
            _places(worlds),
            (
                *("organisations.xlsx", "organisations.csv", "organisations.json", "organisations.zip"),
                *("provinces.csv", "networks.csv", "summary.xlsx", "summary.csv"),
                *("organisations.csv?province=84", "organisations.json?focus=women&sort=name"),
            ),
        )
    ],
    **COMMITTEE_PAGES,
    "imports/": lambda worlds: ["/imports/"],
    "imports/new/": lambda worlds: [
        "/imports/new/",
        *(f"/imports/new/?kind=budget&year={year}&region={n}" for year, n in ((2567, 6), (2567, 11))),
    ],
    "imports/new/proposal/": lambda worlds: ["/imports/new/proposal/"],
    "imports/table/<int:region_number>/<int:fiscal_year>/<str:kind>.<str:extension>": lambda worlds: [
        *(
            f"/imports/table/{number}/{year}/{kind}.csv"
            for (year, number), kind in product(_places(worlds), kinds())
        ),
        *(f"/imports/table/{world.number}/2567/{kind}.xlsx" for world, kind in product(worlds, kinds())),
    ],
    "imports/<int:pk>/": _batches(""),
    "imports/<int:pk>/again/": _batches("again/"),
    "imports/<int:pk>/ask/": _batches("ask/"),
    "imports/<int:pk>/withdraw/": _batches("withdraw/"),
    "imports/<int:pk>/give-back/": _batches("give-back/"),
    "imports/<int:pk>/discard/": _batches("discard/"),
    "imports/<int:pk>/confirm/": _batches("confirm/"),
    "imports/<int:pk>/undo/": _batches("undo/"),
    "imports/<int:pk>/file/": _batches("file/"),
    "imports/<int:pk>/notes.xlsx": _batches("notes.xlsx"),
    "admin/": lambda worlds: ["/admin/"],
    "admin/login/": lambda worlds: ["/admin/login/?next=/admin/"],
    "admin/logout/": lambda worlds: ["/admin/logout/"],
    "admin/password_change/": lambda worlds: ["/admin/password_change/"],
    "admin/password_change/done/": lambda worlds: ["/admin/password_change/done/"],
    "admin/jsi18n/": lambda worlds: ["/admin/jsi18n/"],
    "admin/autocomplete/": lambda worlds: list(_autocompletes()),
    "admin/grants/agreementtemplate/sample.<str:ending>": lambda worlds: [
        "/admin/grants/agreementtemplate/sample.docx"
    ],
    "admin/grants/agreementtemplate/<int:pk>/file/": lambda worlds: [
        f"/admin/grants/agreementtemplate/{template.pk}/file/"
        for world in worlds
        for template in _of(world, "grants.AgreementTemplate")
    ],
    "admin/committees/papertemplate/sample.<str:ending>": lambda worlds: [
        f"/admin/committees/papertemplate/sample.{ending}" for ending in ("docx", "pptx", "exe")
    ],
    "admin/committees/papertemplate/<int:pk>/file/": lambda worlds: [
        f"/admin/committees/papertemplate/{template.pk}/file/"
        for world in worlds
        for template in _of(world, "committees.PaperTemplate")
    ],
    "admin/people/user/<id>/password/": lambda worlds: [
        f"/admin/people/user/{user.pk}/password/" for world in worlds for user in _of(world, "people.User")
    ],
    # What Django's admin answers to an address it does not know, and the door that the portal took out.
    "admin/(?P<url>.*)$": lambda worlds: [
        "/admin/nothing-here/",
        *(
            f"/admin/r/{content_type.pk}/{pk}/"
            for content_type in apps.get_model("contenttypes", "ContentType").objects.all()
            for pk in worlds[1].pks(content_type.model_class())[:1]
        ),
    ],
}


def addresses(leaf: Leaf, worlds: Worlds) -> list[str]:
    """Every address under one entry of the resolver. Raises NotCovered for an entry that is new."""
    if leaf.route in PAGES:
        return PAGES[leaf.route](worlds)
    if leaf.name == "app_list":
        return [f"/admin/{label}/" for label in {model._meta.app_label for model in admin.site._registry}]
    for model, model_admin in admin.site._registry.items():
        opts = model._meta
        before = f"admin/{opts.app_label}/{opts.model_name}/"
        if leaf.route.startswith(before):
            return _model_pages(leaf.route.removeprefix(before), f"/{before}", model, model_admin, worlds)
    raise NotCovered(leaf)


def _model_pages(
    rest: str, before: str, model: type[models.Model], model_admin: Any, worlds: Worlds
) -> list[str]:
    pks = [*(pk for world in worlds for pk in world.pks(model)), MISSING]
    match rest:
        case "":
            return [f"{before}{query}" for query in _list_queries(model_admin, worlds)]
        case "export/":
            return [f"{before}export/{query}" for query in ("", f"?q={COMMON_WORD}", "?p=2&all=&e=1")]
        case "add/":
            return [
                f"{before}add/",
                f"{before}add/?_popup=1&_to_field=id",
                *_prefilled(before, model, worlds),
            ]
        case "^([^/]+)/history/([^/]+)/$":
            return [
                f"{before}{pk}/history/{version}/"
                for pk in pks
                for version in {*_versions(model, pk), *_versions(model, pks[0])[:1], MISSING}
            ]
        case "<int:pk>/act/<slug:act>/":
            return [f"{before}{pk}/act/{act}/" for pk in pks for act in (*model_admin.acts, "no-such-act")]
        case "<path:object_id>/":  # leads on to change/, whatever the key
            return [f"{before}{pk}/" for pk in pks[-2:]]
        case "<path:object_id>/history/" | "<path:object_id>/delete/":
            return [f"{before}{pk}/{rest.removeprefix('<path:object_id>/')}" for pk in pks]
        case "<path:object_id>/change/":
            queries = ("", "?_popup=1&_to_field=id")
            return [f"{before}{pk}/change/{query}" for pk in pks for query in queries]
    raise NotCovered(before + rest)


def _versions(model: type[models.Model], pk: Any) -> list[int]:
    if not hasattr(model, "history"):
        return []
    return list(model.history.filter(**{model._meta.pk.attname: pk}).values_list("history_id", flat=True))


def _relations(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.get_fields() if field.concrete and field.is_relation]


def _prefilled(before: str, model: type[models.Model], worlds: Worlds) -> Iterator[str]:
    """Forms to add a record may be opened with values in the address; try those of both worlds."""
    for field in _relations(model):
        for pk in worlds[1].pks(field.related_model)[:1]:
            yield f"{before}add/?{urlencode({field.name: pk})}"


def _list_queries(model_admin: Any, worlds: Worlds) -> Iterator[str]:
    """A list as it is, searched, and filtered by whatever both worlds hold."""
    model = model_admin.model
    yield from ("", f"?q={COMMON_WORD}", "?all=", "?_facets=True", "?e=1", "?p=2", "?_popup=1&_to_field=id")
    for path in (entry for entry in model_admin.list_filter if isinstance(entry, str)):
        field: Any = get_fields_from_path(model, path)[-1]
        if field.is_relation:
            key = field.related_model._meta.pk.name
            values = {pk for world in worlds for pk in world.pks(field.related_model)}
            yield from (f"?{path}__{key}__exact={value}" for value in values)
            yield f"?{path}__isnull=True"
        else:
            values = {
                value
                for world in worlds
                for record in world.objects.get(field.model, [])
                if (value := getattr(record, field.attname)) is not None
            }
            yield from (f"?{path}__exact={value}" for value in values)
            yield from (f"?{path}={value}" for value in sorted(values, key=str)[:1])
    # Asking a list about rows that point to it: which of my rows belongs to that foreign row?
    for relation in model._meta.related_objects:
        for pk in (pk for world in worlds for pk in world.pks(relation.related_model)[:1]):
            yield f"?{relation.get_accessor_name() or relation.name}={pk}"
            yield f"?{relation.name}={pk}"
    yield from (f"?{field.name}={MISSING}" for field in _relations(model))


def _autocompletes() -> Iterator[str]:
    """Every related field asks for what it may be set to; what a search finds depends on the other model alone."""
    searched = set()
    for model in apps.get_models():
        for field in _relations(model):
            asked = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field.name,
            }
            yield f"/admin/autocomplete/?{urlencode(asked)}"
            if field.related_model not in searched:
                searched.add(field.related_model)
                for more in ({"term": ""}, {"term": COMMON_WORD}, {"term": "z"}, {"term": "1", "page": 2}):
                    yield f"/admin/autocomplete/?{urlencode({**asked, **more})}"


def every_address(worlds: Worlds) -> list[str]:
    return list(dict.fromkeys(address for leaf in leaves() for address in addresses(leaf, worlds)))


def is_list(address: str) -> bool:
    return bool(re.fullmatch(r"/admin/\w+/\w+/", address))


def only_takes_forms(client: Client, address: str, status: int) -> bool:
    """Whether an address that has just answered a reader with this status is one to which only forms are sent."""
    return status == 405 or (status == 302 and client.head(address).status_code == 405)


def a_few(addresses: list[str]) -> list[str]:
    """Four of the addresses of a page, of both worlds: for whom all of them are behind one door."""
    return addresses[:: -(-len(addresses) // 4) or 1]
