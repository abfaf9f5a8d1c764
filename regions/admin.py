"""Regions, provinces and districts in the admin: to look at, and to choose from."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from editing.read_only import ReadOnlyAdmin
from regions.models import District, Province, Region
from regions.regional_admin import Walled


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ["number", "name_th", "name_en"]
    search_fields = ["name_th", "name_en"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return super().get_queryset(request).filter(pk__in=Region.objects.staffed_by(request.user))


@admin.register(Province)
class ProvinceAdmin(Walled, ReadOnlyAdmin):
    list_display = ["code", "name_th", "name_en", "region", "is_seat"]
    list_select_related = ["region"]
    search_fields = ["name_th", "name_en", "code"]


@admin.register(District)
class DistrictAdmin(Walled, ReadOnlyAdmin):
    region_path = "province__region"
    list_display = ["code", "name_th", "name_en", "province"]
    list_select_related = ["province"]
    list_filter = ["province"]
    search_fields = ["name_th", "name_en", "code"]
