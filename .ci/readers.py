# readers.py LIBRARY: reads the exports in this folder with Python's own readers and with PyYAML, and compares with the JSON Lines.
import csv, html.parser, json, os, pathlib, sys

library, failed = sys.argv[1], False


def check(name):
    """Runs a check and says what came of it."""
    def run(f):
        global failed
        try:
            print(f"ok    {library}: {f()}")
        except Skip as e:
            print(f"skip  {library}: {e}")
        except Exception as e:
            failed = True
            print(f"FAIL  {library}: {name}: {type(e).__name__}: {str(e)[:1000]}")
    return run


class Skip(Exception):
    pass


def same(what, got, want):
    if got != want:
        raise AssertionError(f"{what}: got {got!r}, want {want!r}")


papers = [json.loads(line) for line in open("jsonl", encoding="utf-8")]


@check("CSV")
def _():
    csv.field_size_limit(1 << 26)
    rows = list(csv.reader(open("csv", encoding="utf-8", newline="")))
    head, rows = rows[0], rows[1:]
    same("rows", len(rows), len(papers))
    for row, paper in zip(rows, papers):
        same("columns", len(row), len(head))
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
                raise AssertionError(f"a spreadsheet takes {cell[:60]!r} for a formula")
        row = dict(zip(head, row))
        for field in ("title", "abstract", "status", "note"):
            want = paper[field] or ""
            if row[field] != want:
                same(field, row[field].removeprefix("'"), want)
    return f"Python's csv reads {len(rows)} papers, and no formula"


@check("CSL-JSON")
def _():
    items = json.load(open("csl-json", encoding="utf-8"))
    same("items", len(items), len(papers))
    same("ids", len({str(item["id"]) for item in items}), len(items))
    for item, paper in zip(items, papers):
        same("title", item["title"], paper["title"])
    schema = os.environ.get("CSL_SCHEMA")
    if not schema:
        raise Skip("CSL-JSON's schema is not here (CSL_SCHEMA names none)")
    try:
        import jsonschema
    except ImportError:
        raise Skip("python3-jsonschema is not here")
    jsonschema.validate(items, json.load(open(schema, encoding="utf-8")))
    return f"{len(items)} items of CSL-JSON are as its schema wants them"


@check("YAML")
def _():
    try:
        import yaml
    except ImportError:
        raise Skip("PyYAML is not here")
    pages = sorted(pathlib.Path("obsidian").glob("*.md"))
    same("pages", len(pages), len(papers))
    titles = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        same("first line of " + page.name, text.partition("\n")[0], "---")
        front, found, _ = text[4:].partition("\n---\n")
        same("end of the properties of " + page.name, found, "\n---\n")
        if len(list(yaml.parse("---\n" + front))) < 4:
            raise AssertionError(page.name + " has no properties")
        properties = yaml.safe_load(front)
        for name, value in properties.items():
            if not isinstance(value, (str, bool)) and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
                raise AssertionError(f"{page.name}: {name} became {value!r}")
        titles.append(properties["title"])
    same("titles", sorted(titles), sorted(p["title"] for p in papers))
    return f"PyYAML reads the properties of {len(pages)} pages"


class Page(html.parser.HTMLParser):
    """A page that may hold nothing that acts."""
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "article", "p", "a", "span", "div", "section",
               "ul", "ol", "li", "blockquote", "em", "strong", "code", "pre", "br", "footer", "hr", "b", "i"}

    def __init__(self):
        super().__init__()
        self.articles, self.titles, self.inside = 0, [], False

    def handle_starttag(self, tag, attributes):
        if tag not in self.allowed:
            raise AssertionError(f"there is a <{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name in ("src", "srcdoc"):
                raise AssertionError(f"<{tag}> has {name}={value!r}")
            if name == "href" and not value.startswith(("https://", "http://", "#")):
                raise AssertionError(f"a link leads to {value!r}")
        if tag == "article":
            self.articles += 1
        if tag == "h2":
            self.inside = True
            self.titles.append("")

    def handle_endtag(self, tag):
        if tag == "h2":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.titles[-1] += data


@check("HTML")
def _():
    page = Page()
    page.feed(open("html", encoding="utf-8").read())
    page.close()
    same("articles", page.articles, len(papers))
    same("titles", page.titles, [p["title"] for p in papers])
    return f"Python's html.parser finds {page.articles} papers, and nothing that acts"


sys.exit(failed)
