"""The canonical order of an event's fields for its hash id (CBV 2.0, section 8.9), as tables.

Business transactions, destinations and sources follow the sorted fields, as in the reference vectors of the standard.
"""

from collections.abc import Mapping

TIMES = frozenset({"eventTime", "time", "startTime", "endTime"})
_QUANTITY = ("epcClass", "quantity", "uom")
ORDER: tuple[str, ...] = (
    "eventTime",
    "eventTimeZoneOffset",
    "certificationInfo",
    "epcList",
    "parentID",
    "inputEPCList",
    "childEPCs",
    "quantityList",
    "childQuantityList",
    "inputQuantityList",
    "outputEPCList",
    "outputQuantityList",
    "action",
    "transformationID",
    "bizStep",
    "disposition",
    "persistentDisposition",
    "readPoint",
    "bizLocation",
    "sensorElementList",
)
INNER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"), _QUANTITY
    ),
    "persistentDisposition": ("set", "unset"),
    "readPoint": ("id",),
    "bizLocation": ("id",),
    "bizTransactionList": ("type", "bizTransaction"),
    "sourceList": ("type", "source"),
    "destinationList": ("type", "destination"),
    "sensorElementList": ("sensorMetadata", "sensorReport"),
    "sensorMetadata": (
        *("time", "startTime", "endTime"),
        *("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"),
    ),
    "sensorReport": (
        *("type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time"),
        *("microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue"),
        *("hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"),
        *("uom", "coordinateReferenceSystem"),
    ),
}
ITEM: Mapping[str, str] = {  # how the members of a list are called in the string; "" where they have no name
    **dict.fromkeys(("epcList", "inputEPCList", "childEPCs", "outputEPCList"), "epc"),
    **dict.fromkeys(
        ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"), "quantityElement"
    ),
    **dict.fromkeys(("bizTransactionList", "sourceList", "destinationList"), ""),
    "sensorElementList": "sensorElement",
}
WORDS: Mapping[tuple[str, str], str] = {  # (list or event, field) -> what a bare word of it stands for
    ("", "bizStep"): "cbv:BizStep-",
    ("", "disposition"): "cbv:Disp-",
    ("persistentDisposition", "set"): "cbv:Disp-",
    ("persistentDisposition", "unset"): "cbv:Disp-",
    ("bizTransactionList", "type"): "cbv:BTT-",
    ("sourceList", "type"): "cbv:SDT-",
    ("destinationList", "type"): "cbv:SDT-",
    ("sensorReport", "type"): "gs1:",
    ("sensorReport", "exception"): "gs1:",
    ("sensorReport", "component"): "cbv:Comp-",
}
