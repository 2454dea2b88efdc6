"""croissant.json: the release in ML Commons' Croissant 1.0, which is schema.org Dataset metadata as well.

Made from datapackage.json's content; tells nothing that is not there.
"""

from __future__ import annotations

from typing import Any

_TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "string": "sc:Text",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}
# https://docs.mlcommons.org/croissant/docs/croissant-spec.html, "Appendix 1: JSON-LD context"
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(package: dict[str, Any]) -> dict[str, Any]:
    """Croissant metadata of a data package, JSON-ready: a FileObject and a RecordSet a table."""
    resources = package["resources"]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "alternateName": package["title"],
        "description": package["description"],
        "version": package["version"],
        "datePublished": package["created"][:10],
        "dateModified": package["created"],
        "license": package["licenses"][0]["path"],
        "creditText": package["attribution"],
        "citeAs": f"{package['title']}, version {package['version']}. {package['attribution']}",
        "creator": {"@type": "Organization", "name": "canvass, from the work of Wikipedia's authors"},
        "isBasedOn": [source["path"] for source in package["sources"]],
        "keywords": package["keywords"],
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "url": "https://en.wikipedia.org/",
        "distribution": [_file_object(item) for item in resources],
        "recordSet": [_record_set(item) for item in resources],
    }


def _file_object(resource: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{resource['name']}.parquet",
        "name": f"{resource['name']}.parquet",
        "description": resource["description"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['size_bytes']} B",
        "encodingFormat": "application/x-parquet",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(resource: dict[str, Any]) -> dict[str, Any]:
    name, schema = resource["name"], resource["schema"]
    parents = {
        key["fields"][0]: f"{key['reference']['resource']}/{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", ())
        if len(key["fields"]) == 1
    }
    described: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "field": [_field(name, field, parents.get(field["name"])) for field in schema["fields"]],
    }
    key = [{"@id": f"{name}/{column}"} for column in schema.get("primaryKey", ())]
    return described | ({"key": key} if key else {})


def _field(table: str, field: dict[str, Any], parent: str | None) -> dict[str, Any]:
    unit = f" [{field['unit']}]" if "unit" in field else ""
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{field['name']}",
        "name": f"{table}/{field['name']}",
        "description": field["description"] + unit,
        "dataType": _TYPES[field["type"]],
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": field["name"]}},
    }
    return described | ({"references": {"field": {"@id": parent}}} if parent else {})
