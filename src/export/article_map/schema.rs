//! The published form of an article map.

use serde_json::{Value, json};

/// The JSON Schema (draft 2020-12) of an article map.
pub fn schema() -> Value {
    let text = |meaning: &str| json!({"type": "string", "description": meaning});
    let maybe = |meaning: &str| json!({"type": ["string", "null"], "description": meaning});
    let list = |item: &str, meaning: &str| json!({"type": "array", "items": {"$ref": format!("#/$defs/{item}")}, "description": meaning});
    let texts = |meaning: &str| json!({"type": "array", "items": {"type": "string"}, "description": meaning});
    let length = |meaning: &str| json!({"type": "number", "exclusiveMinimum": 0, "description": meaning});
    let mut root = object(json!({
        "version": {"const": super::VERSION, "description": "number of this form; refuse one you do not know"},
        "paper": text("name of the paper"),
        "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "date of issue"},
        "title": text("paper, date and pages in a line"),
        "language": text("language of most of its text (RFC 5646), as in zh-Hans-CN"),
        "draft": {"type": "boolean", "description": "whether it is of a draft (样稿), which must not be published"},
        "pages": list("page", "pages in printing order"),
        "units": list("unit", "stories, pictures, advertisements and furniture in reading order"),
    }));
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("An article map of paiban");
    root["$defs"] = json!({
        "page": object(json!({
            "number": text("number as printed"),
            "name": text("name as printed"),
            "width": length("width of the trim, in millimetres"),
            "height": length("height of the trim, in millimetres"),
            "reading_order": texts("ids of the page's units as a reader should meet them"),
            "areas": list("area", "areas of whole units, which do not overlap, then of their parts"),
        })),
        "area": object(json!({
            "unit": text("id of the unit"),
            "kind": {"enum": ["story", "picture", "ad", "furniture", "headline", "caption", "code"]},
            "frames": texts("names of the frames in it"),
            "polygons": list("polygon", "in millimetres from the trim's top left corner; whole units cover all their ink and no other's"),
            "fractions": list("polygon", "the same as fractions of the page's width and height"),
        })),
        "polygon": {
            "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/ring"},
            "description": "its outline, clockwise, then its holes"
        },
        "ring": {
            "type": "array", "minItems": 4,
            "items": {"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}], "minItems": 2, "items": false},
            "description": "corners; the last is joined to the first"
        },
        "unit": object(json!({
            "id": text("page number and name, as in 1/lead"),
            "kind": {"enum": ["story", "picture", "ad", "furniture"]},
            "name": text("name in the edition"),
            "language": text("its language (RFC 5646)"),
            "source": maybe("path of its article from the edition's folder"),
            "pages": texts("numbers of the pages it stands on"),
            "kicker": maybe("kicker"),
            "headline": maybe("headline, its lines by line breaks"),
            "deck": maybe("deck"),
            "byline": maybe("byline"),
            "paragraphs": list("paragraph", "crossheads and paragraphs"),
            "pictures": list("picture", "its pictures"),
            "notes": texts("other texts that stand with it"),
            "frames": list("stop", "frames its text runs through"),
            "jumps": list("jump", "from which frame to which its text goes on"),
        })),
        "paragraph": paragraph(),
        "run": object(json!({
            "text": text("its text"),
            "look": {
                "type": "array", "items": {"enum": ["bold", "kai", "raised", "lowered", "dots", "name", "book"]},
                "description": "how it looks; nothing for plain text"
            },
            "reading": maybe("its ruby"),
        })),
        "picture": object(json!({
            "file": text("path from the edition's folder"),
            "page": text("number of its page"),
            "frame": text("name of its frame"),
            "caption": maybe("its caption, a line a paragraph"),
        })),
        "stop": object(json!({"page": text("number of the page"), "frame": text("name of the frame")})),
        "jump": object(json!({"from": {"$ref": "#/$defs/stop"}, "to": {"$ref": "#/$defs/stop"}})),
    });
    root
}

/// A paragraph; its runs are left out where all of it is plain.
fn paragraph() -> Value {
    let mut paragraph = object(json!({
        "role": {"enum": ["crosshead", "quote", "paragraph"]},
        "text": {"type": "string", "description": "its text; raised and lowered letters are the characters that Unicode has for them"},
        "file": {"type": ["string", "null"], "description": "file it was written in"},
        "line": {"type": ["integer", "null"], "minimum": 1, "description": "line of the file"},
    }));
    paragraph["properties"]["runs"] = json!({
        "type": "array", "items": {"$ref": "#/$defs/run"}, "description": "the same in runs of one look; left out where all of it is plain"
    });
    paragraph
}

/// An object that has exactly these properties.
fn object(properties: Value) -> Value {
    let required: Vec<&String> = properties.as_object().into_iter().flat_map(|map| map.keys()).collect();
    let required = json!(required);
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}
