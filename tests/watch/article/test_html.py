"""Saved web pages: the article, told from the page around it."""

from tieback.watch.article.read import read_article

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Mill searched | EXAMPLE Herald</title>
<meta property="og:site_name" content="EXAMPLE Herald"><link rel="canonical" href="https://news.example/2024/mill">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Inspectors search EXAMPLE mill",
"datePublished":"2024-03-03T10:15:00Z","dateModified":"2024-03-04T08:00:00+01:00",
"author":[{"@type":"Person","name":"Ana EXAMPLE"},{"@type":"Person","name":"Bo SAMPLE"}]}</script></head>
<body><div class="cookie-banner"><p>We use cookies to improve your experience on our site.</p></div>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main><article class="article has-sidebar"><header><h1>Inspectors search EXAMPLE mill</h1>
<p class="standfirst">Workers say they could not leave; the company denies it.</p>
<div class="meta"><span class="byline">By <a href="/ana">Ana EXAMPLE</a> and <a href="/bo">Bo SAMPLE</a></span>
<time datetime="2024-03-03T10:15:00Z">3 March 2024</time></div>
<div class="share-bar"><a href="#">Share</a><a href="#">Tweet</a></div></header>
<figure><img src="https://tracker.example/x.gif"><figcaption>The mill in 2019. Photograph: Cy EXAMPLE</figcaption></figure>
<div class="body"><p>Labour inspectors found passports in <a href="/port">Port Example</a>, the ministry said on Monday.</p>
<p>"We could not leave," said one worker, who asked not to be named.</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/1">Port Example mill closes after fire</a></li></ul></aside>
<div class="newsletter-signup"><h3>First Thing</h3><p>Our free newsletter brings the news that matters to you.</p></div>
<p>EXAMPLE Spinning Ltd denied the allegation and said that workers may ask for their documents.</p>
<h2>An inquiry</h2><p>The ministry said that it had opened an inquiry into the matter.</p>
<p><em>Additional reporting by Cy EXAMPLE</em></p></div></article>
<section class="comments"><h2>Comments (2)</h2><p>I think somebody should do something about it.</p></section></main>
<footer><p>© 2024 EXAMPLE Herald Ltd. All rights reserved.</p></footer></body></html>"""


def kinds(article):
    return [(section.kind, article.text[section.start : section.end]) for section in article.sections]


def test_a_page_becomes_its_article():
    article = read_article(
        PAGE.encode(), name="page.html", url="https://m.news.example/2024/mill?utm_source=x"
    )
    assert kinds(article) == [
        ("headline", "Inspectors search EXAMPLE mill"),
        ("standfirst", "Workers say they could not leave; the company denies it."),
        ("byline", "By Ana EXAMPLE and Bo SAMPLE"),
        ("caption", "The mill in 2019. Photograph: Cy EXAMPLE"),
        ("body", "Labour inspectors found passports in Port Example, the ministry said on Monday."),
        ("body", '"We could not leave," said one worker, who asked not to be named.'),
        (
            "body",
            "EXAMPLE Spinning Ltd denied the allegation and said that workers may ask for their documents.",
        ),
        ("body", "An inquiry"),
        ("body", "The ministry said that it had opened an inquiry into the matter."),
        ("credit", "Additional reporting by Cy EXAMPLE"),
    ]
    assert article.authors == ("Ana EXAMPLE", "Bo SAMPLE")
    assert article.publisher == "EXAMPLE Herald"
    assert article.canonical_url == "https://news.example/2024/mill"
    assert article.updated.at.isoformat() == "2024-03-04T07:00:00+00:00"
    port = next(link for link in article.links if link.url.endswith("/port"))
    assert port.url == "https://m.news.example/port"
    assert article.text[port.start : port.end] == "Port Example"


SAID = "Inspectors came to the EXAMPLE mill on Monday and stayed until the evening, a spokesman said."
MORE = "The owners said that they had nothing to add to what was published in the week before."


def body(page):
    return [text for kind, text in kinds(read_article(page.encode(), name="page.html")) if kind == "body"]


def test_the_text_a_page_gives_to_machines_is_read_where_it_shows_none():
    page = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"EXAMPLE mill searched",'
        f'"articleBody":"{SAID}\\n\\n{MORE}"}}</script></head><body><div id="app">Loading</div></body></html>'
    )
    assert body(page) == [SAID, MORE]
    assert (
        "text as the page gives it to machines, not as it shows it"
        in read_article(page.encode(), name="x").marks
    )


def test_a_region_around_the_headline_or_most_of_the_prose_is_no_furniture_whatever_it_is_called():
    page = (
        '<html><body><div class="banner"><h1>EXAMPLE mill searched</h1>'
        '<p class="lead-text">The owners are silent about it.</p>'
        f'</div><form class="sidebar"><div class="elementor-widget"><p>{SAID}</p></div>'
        f'<div class="elementor-widget"><p>{MORE}</p></div></form></body></html>'
    )
    article = read_article(page.encode(), name="page.html")
    assert article.standfirst == "The owners are silent about it."
    assert body(page) == [SAID, MORE]


def test_quotations_lists_and_dates_as_headings_are_of_the_article():
    page = (
        f"<html><body><article><h1>EXAMPLE mill searched</h1><p>{SAID}</p><h2>3 March 2024</h2><p>{MORE}</p>"
        "<blockquote><p>We could not leave, whatever we said to them.</p></blockquote>"
        "<ul><li>41 passports</li><li>two rings</li></ul>"
        f"<p>{SAID[:-1]} again.</p></article></body></html>"
    )
    assert body(page)[1:6] == [
        "3 March 2024",
        MORE,
        "We could not leave, whatever we said to them.",
        "41 passports",
        "two rings",
    ]
