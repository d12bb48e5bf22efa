"""Invented pages and copied texts around invented stories, in the manner of common publishing systems.

Each layout is a function from a story to a document. The mark-up and the furniture are ours, after habits seen on many
sites; class names of no site are copied whole. What is furniture says so by where it stands here, never in the story.
"""
# ruff: noqa: E501 - mark-up stands on the lines it would have

from collections.abc import Callable
from datetime import datetime
from html import escape
from json import dumps
from typing import Any

Story = dict[str, Any]
TEASERS = (
    "EXAMPLE port to close for a week in April",
    "Why the price of cotton is rising again",
    "Ten walks around Sampleton for a rainy day",
    "Council votes on new bus lanes after long night",
)


def _day(text: str) -> str:
    day = datetime.fromisoformat(text)
    return f"{day.day} {day:%B} {day.year}"


def _clock(text: str) -> str:
    return f"{datetime.fromisoformat(text):%H:%M}"


def _ld(story: Story) -> str:
    body: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story["title"],
        "datePublished": story["published"],
        "dateModified": story["updated"] or story["published"],
        "author": [{"@type": "Person", "name": name} for name in story["authors"]],
        "publisher": {"@type": "Organization", "name": story["publisher"]},
    }
    return f'<script type="application/ld+json">{dumps(body)}</script>'


def _og(story: Story) -> str:
    return (
        f'<meta property="og:title" content="{escape(story["title"])}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{escape(story["publisher"])}">'
        f'<meta property="article:published_time" content="{story["published"]}">'
    )


def _parts(story: Story, paragraph: str = "<p>{}</p>", heading: str = "<h2>{}</h2>") -> list[str]:
    return [
        heading.format(escape(part[3:])) if part.startswith("## ") else paragraph.format(escape(part))
        for part in story["body"]
    ]


def _with(parts: list[str], extras: dict[int, str]) -> str:
    """The parts, with furniture behind some of them."""
    return "\n".join(part + extras.get(at, "") for at, part in enumerate(parts))


def _links(tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/{at}">{escape(text)}</a></{tag}>' for at, text in enumerate(TEASERS))


def _by(story: Story) -> str:
    return "By " + " and ".join(story["authors"]) if story["authors"] else ""


def semantic(story: Story) -> str:
    """Elements say what they are."""
    figure = (
        f"<figure><img src=a.jpg><figcaption>{escape(story['hero'])} {escape(story['hero_credit'])}</figcaption></figure>"
        if story["hero"]
        else ""
    )
    second = (
        f"<figure><img src=b.jpg><figcaption>{escape(story['second'])} {escape(story['second_credit'])}</figcaption></figure>"
        if story["second"]
        else ""
    )
    body = _with(
        _parts(story),
        {
            1: '<aside class="related"><h3>Related</h3><ul>' + _links() + "</ul></aside>",
            2: second,
            3: '<div class="newsletter-signup"><h3>The Morning Post</h3><p>Our free newsletter brings you the news of the day'
            " before breakfast.</p><form><input type=email><button>Sign up</button></form></div>",
        },
    )
    standfirst = f'<p class="standfirst">{escape(story["standfirst"])}</p>' if story["standfirst"] else ""
    credit = f"<p><em>Additional reporting by {story['contributor']}</em></p>" if story["contributor"] else ""
    return f"""<!DOCTYPE html><html lang=en><head><title>{escape(story["title"])} | {story["publisher"]}</title>{_ld(story)}{_og(story)}
</head><body><div class="cookie-banner"><p>We use cookies to give you the best experience on our site.</p><button>Accept</button></div>
<header><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav></header>
<main><article><header><h1>{escape(story["title"])}</h1>{standfirst}<p class="byline">{_by(story)}</p>
<time datetime="{story["published"]}">{_day(story["published"])}</time><ul class="share"><li><a href=#>Share</a></li></ul></header>
{figure}<div class="article-body">{body}{credit}</div></article>
<section class="comments"><h2>Comments (2)</h2><p>I have said for years that somebody should look into this mill.</p></section></main>
<aside><h2>Most read</h2><ol>{_links()}</ol></aside><footer><p>© 2026 {story["publisher"]}. All rights reserved.</p></footer></body></html>"""


def hashed(story: Story) -> str:
    """Class names are digests; components are named in data attributes."""

    def image(text: str | None, credit: str | None) -> str:
        if not text:
            return ""
        return (
            f'<div data-component="image-block" class="x7-Row"><figure class="x7-Fig"><div><img src=a><span class="x9-Src">'
            f'{escape(str(credit))}</span></div><figcaption class="x7-Cap"><span class="visually-hidden">Image caption, </span>'
            f"{escape(text)}</figcaption></figure></div>"
        )

    parts = _parts(
        story,
        '<div data-component="text-block" class="ssr-1k Row"><div class="rt-9"><p class="p-e2">{}</p></div></div>',
        '<div data-component="subheadline-block" class="ssr-2"><h2 class="h-3"><span>{}</span></h2></div>',
    )
    lead = (
        f'<p class="p-e2"><b class="b-x">{escape(story["standfirst"])}</b></p>' if story["standfirst"] else ""
    )
    body = _with(
        parts,
        {
            0: '<div data-component="ad-slot"><div>Advertisement</div></div>',
            2: image(story["second"], story["second_credit"]),
            4: '<div data-component="links-block"><div><p>More on this story</p><ul>'
            + _links()
            + "</ul></div></div>",
            5: '<div data-component="media-block"><div><p>This video can not be played</p><p>Media caption, Watch: the search'
            "</p><span>02:13</span></div></div>",
        },
    )
    names = "".join(f"<div><span>{name}</span></div>" for name in story["authors"])
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{escape(story["title"])} - {story["publisher"]}</title>{_ld(story)}
<meta name="description" content="{escape(story["standfirst"] or story["title"])}"></head><body><div id="root"><div class="c-1">
<nav class="n-2"><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li></ul></nav>
<main id="main-content"><article class="a-7"><div data-component="headline-block"><h1 class="h-1">{escape(story["title"])}</h1></div>
<div data-component="byline-block" class="b-5"><div class="b-6"><time datetime="{story["published"]}">3 days ago</time></div>
<div class="b-8">{names}<div>Business reporter, in {story["place"] or "Sampleton"}</div></div>
<div><button>Share</button><button>Save</button></div></div>
{image(story["hero"], story["hero_credit"])}{lead}{body}
<div data-component="topic-list" class="t-1"><ul><li><a href=/t1>Cotton</a></li><li><a href=/t2>Sampleton</a></li></ul></div></article></main>
<section class="m-1"><h2>More on this story</h2><ul>{_links()}</ul></section>
<div><h2>Top stories</h2><div><a href=/x><h3>{TEASERS[0]}</h3><p>The harbour authority says that works cannot wait until summer.</p></a></div></div>
</div></div></body></html>"""


def blog(story: Story) -> str:
    """A widespread publishing system with its plug-ins."""
    caption = (
        f'<div class="wp-caption alignnone"><img src=a><p class="wp-caption-text">{escape(story["hero"])}'
        f" ({escape(story['hero_credit'])})</p></div>"
        if story["hero"]
        else ""
    )
    body = _with(
        _parts(story, heading='<h3 class="wp-block-heading">{}</h3>'),
        {
            0: caption,
            2: '<div class="code-block code-block-2" style="margin:8px 0"><ins class="adsbygoogle"></ins></div>',
            3: f'<p><strong>READ ALSO: <a href="/r">{TEASERS[1]}</a></strong></p>',
            5: '<blockquote class="pullquote"><p>They kept everything.</p></blockquote>',
        },
    )
    credit = (
        f"<p><i>{story['contributor']} contributed to this report.</i></p>" if story["contributor"] else ""
    )
    return f"""<html lang="en-US"><head><title>{escape(story["title"])} &#8211; {story["publisher"]}</title>{_og(story)}
<meta name="author" content="{", ".join(story["authors"])}"></head><body class="post-template-default single single-post has-sidebar">
<div id="page"><header id="masthead" class="site-header"><p class="site-description">News that matters to everybody, every day.</p>
<ul class="menu"><li><a href=/>Home</a></li></ul></header><div id="content" class="site-content"><div id="primary" class="content-area">
<main id="main"><article id="post-77" class="post-77 post type-post status-publish category-news tag-cotton hentry">
<header class="entry-header"><h1 class="entry-title">{escape(story["title"])}</h1><div class="entry-meta"><span class="posted-on">Posted on
<a href="#"><time class="entry-date published" datetime="{story["published"]}">{_day(story["published"])}</time></a></span>
<span class="byline"> by <span class="author vcard"><a class="url fn n" href="/a">{" and ".join(story["authors"]) or "admin"}</a></span></span>
<span class="comments-link"><a href="#c">3 Comments</a></span></div></header>
<div class="entry-content">{body}{credit}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li>
<a href="#">Click to share on X (Opens in new window)</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>
<div><h4><a href=/1>{TEASERS[2]}</a></h4><p>The hills are green and the tea rooms are open again, our guide says.</p></div></div></div>
<footer class="entry-footer"><span class="tags-links">Tagged <a href=/t>cotton</a></span></footer></article>
<div class="author-box"><h4>About the author</h4><p>The author has written about industry and trade for twenty years.</p></div>
<div id="comments" class="comments-area"><h2>3 thoughts</h2><ol><li><p>Thank you for this, it is the first time that I read of it.</p></li>
<li><p>And what will the buyers do now? Nothing at all, I am sure of it.</p></li></ol><div id="respond"><h3>Leave a Reply</h3>
<p>Your email address will not be published. Required fields are marked *</p></div></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent Posts</h2><ul>{_links()}</ul></section></aside></div>
<footer id="colophon"><p>Proudly powered by a publishing system.</p></footer></div></body></html>"""


def table(story: Story) -> str:
    """A page of twenty years ago: tables, breaks, no classes."""
    body = "<br><br>\n".join(
        f"<b>{escape(part[3:])}</b>" if part.startswith("## ") else escape(part) for part in story["body"]
    )
    lead = f"<b>{escape(story['standfirst'])}</b><br><br>" if story["standfirst"] else ""
    by = f"<i>{_by(story)}</i><br>" if story["authors"] else ""
    return f"""<HTML><HEAD><TITLE>{story["publisher"]}: {escape(story["title"])}</TITLE></HEAD><BODY bgcolor=white><TABLE width=100%>
<TR><TD colspan=3><FONT size=1><A href=/>Home</A> | <A href=/n>News</A> | <A href=/s>Sport</A> | <A href=/w>Weather</A></FONT></TD></TR>
<TR><TD width=120 valign=top>{"<br>".join(f"<A href=/{t}>{t}</A>" for t in TEASERS)}</TD>
<TD valign=top><FONT size=5><B><h1>{escape(story["title"])}</h1></B></FONT><BR>{by}<FONT size=1>{_day(story["published"])}</FONT><BR><BR>
{lead}{body}<BR><BR><A href="javascript:print()">Print this page</A></TD><TD width=160><B>Advertisement</B><BR><IMG src=ad.gif></TD></TR>
<TR><TD colspan=3><FONT size=1>Copyright 2026 {story["publisher"]}. All rights reserved.</FONT></TD></TR></TABLE></BODY></HTML>"""


def agency(story: Story) -> str:
    """A wire service: paragraphs by test ids, a credit line and standards at the end."""
    parts = _parts(
        story,
        '<div data-testid="paragraph-0" class="text__dark">{}</div>',
        '<h2 data-testid="Heading">{}</h2>',
    )
    caption = (
        f'<div data-testid="primary-image"><img src=a><div class="cap__x"><span>{escape(story["hero"])}</span> '
        f"<span>{escape(story['hero_credit'])} <a href=/l>Purchase Licensing Rights</a></span></div></div>"
        if story["hero"]
        else ""
    )
    sign = '<div data-testid="paragraph-9" class="text__dark">Sign up <a href="/n">here.</a></div>'
    credit = (
        f'<p data-testid="sign-off" class="text__small">Reporting by {" and ".join(story["authors"])} in {story["place"]}; '
        f"Additional reporting by {story['contributor']}; Editing by Pat Sample</p>"
        if story["authors"]
        else ""
    )
    return f"""<!doctype html><html lang="en"><head><title>{escape(story["title"])} | {story["publisher"]}</title>{_og(story)}
<meta name="article:author" content="{",".join(story["authors"])}"></head><body><div id="app"><header><a href=/>Skip to main content</a></header>
<main><article data-testid="Article"><div><header class="hd__x"><div><nav aria-label="Breadcrumb"><a href=/w>World</a></nav>
<h1 data-testid="Heading">{escape(story["title"])}</h1><div class="info__x"><div data-testid="AuthorByline">By
{" and ".join(f'<a href="/au">{name}</a>' for name in story["authors"])}</div><time datetime="{story["published"]}"><span>{datetime.fromisoformat(story["published"]):%B} {datetime.fromisoformat(story["published"]).day}, {datetime.fromisoformat(story["published"]).year}</span>
<span>{_clock(story["published"])} GMT</span><span>Updated 2 hours ago</span></time></div></header></div>
{caption}<div class="body__x" data-testid="ArticleBody">{_with(parts, {1: sign, 3: '<div data-testid="ResponsiveAdSlot">Advertisement · Scroll to continue</div>'})}
{credit}<p data-testid="Body" class="stnd__x">Our Standards: <a href=/p>The EXAMPLE Wire Principles.</a></p>
<div data-testid="toolbar"><ul><li>Suggested Topics:</li><li><a href=/t>Trade</a></li></ul></div></div></article>
<div data-testid="ReadNext"><h2>Read Next</h2>{_links("div")}</div></main><footer>© 2026 {story["publisher"]}. All rights reserved</footer></div></body></html>"""


def bare(story: Story) -> str:
    """Nested boxes without a name, no article element, advertisements and links between paragraphs; JSON-LD without author."""
    parts = _parts(story, "<div><p>{}</p></div>", "<div><strong>{}</strong></div>")
    body = _with(
        parts,
        {
            1: '<div id="div-gpt-ad-1557"><span>Advertisement</span></div>',
            3: f"<div><p>Read more: <a href=/m>{TEASERS[3]}</a></p></div>",
            6: "<div><div>Story continues below</div></div>",
        },
    )
    lead = f"<div><h2>{escape(story['standfirst'])}</h2></div>" if story["standfirst"] else ""
    hero = (
        f"<div><img src=a><div>{escape(story['hero'])} <i>{escape(story['hero_credit'])}</i></div></div>"
        if story["hero"]
        else ""
    )
    return f"""<html><head><meta charset=utf-8><title>{escape(story["title"])} · {story["publisher"]}</title>
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"WebPage","datePublished":"{story["published"]}"}}</script></head>
<body><div><div><a href=/>{story["publisher"]}</a> <a href=/s>Sections</a> <a href=/l>Log in</a></div>
<div><div><div><h1>{escape(story["title"])}</h1></div>{lead}<div>{_by(story)}</div><div>{_day(story["published"])}, {_clock(story["published"])} GMT</div>
<div>12 shares</div>{hero}{body}<div>Share this article</div><div>Like us on Facebook to see similar stories</div></div>
<div><div>Recommended</div><div><a href=/1>{TEASERS[0]}</a></div><div><a href=/2>{TEASERS[1]}</a></div></div></div>
<div><p>By continuing to use this site you agree to our terms of service and to our privacy policy.</p></div></div></body></html>"""


def office(story: Story) -> str:
    """An authority's page: summary, metadata in a list, contents."""
    lead = f'<p class="gem-c-lead-paragraph">{escape(story["standfirst"])}</p>' if story["standfirst"] else ""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(story["title"])} - {story["publisher"]}</title>{_ld(story)}</head><body>
<div id="global-cookie-message" role="region" aria-label="cookie banner"><h2>Cookies on this site</h2><p>We use some essential cookies to make
this website work. We’d like to set additional cookies to understand how you use it.</p></div><a href="#content">Skip to main content</a>
<header role="banner"><a href=/>{story["publisher"]}</a></header><main id="content" role="main"><div class="grid-row"><div class="column-two-thirds">
<span class="context">Press release</span><h1>{escape(story["title"])}</h1>{lead}</div></div>
<div class="metadata"><dl><dt>From:</dt><dd><a href=/o>{story["publisher"]}</a></dd><dt>Published</dt><dd>{_day(story["published"])}</dd></dl></div>
<div class="govspeak">{"".join(_parts(story))}</div><div class="share-links"><h2>Share this page</h2><ul><li><a href=#>Share on Facebook</a></li></ul></div>
<div class="published-dates">Published {_day(story["published"])}</div></main><div class="feedback"><h2>Is this page useful?</h2><button>Yes</button></div>
<footer><h2>Services and information</h2><ul>{_links()}</ul></footer></body></html>"""


def copied(story: Story) -> str:
    """Selected whole in a browser and pasted: a line for each block of the page."""
    lines = [
        *(
            "Skip to main content",
            story["publisher"],
            "Home",
            "News",
            "Sport",
            "Business",
            "Sign in",
            "Subscribe",
        ),
        story["title"],
        *([story["standfirst"]] if story["standfirst"] else []),
        *([_by(story), f"Business reporter, in {story['place']}"] if story["authors"] else []),
        f"Published {_day(story['published'])}",
        *([f"Updated {_day(story['updated'])}"] if story["updated"] else []),
        *("Share", "Save"),
        *(
            [f"Image source, {story['hero_credit']}", "Image caption, ", story["hero"]]
            if story["hero"]
            else []
        ),
    ]
    for at, part in enumerate(story["body"]):
        lines.append(part.removeprefix("## "))
        lines += {
            1: ["Advertisement"],
            2: ["Related", *TEASERS[:2]],
            3: ["Sign up to our morning newsletter and get the news of the day in your inbox."],
            4: [f"Image source, {story['second_credit']}", "Image caption, ", story["second"]]
            if story["second"]
            else [],
            5: ["Video, 00:01:12"],
        }.get(at, [])
    lines += [f"Additional reporting by {story['contributor']}"] if story["contributor"] else []
    lines += [
        "Related topics",
        "Cotton",
        "Trade",
        "More on this story",
        *TEASERS,
        "Most read",
        "1",
        TEASERS[0],
        "2",
        TEASERS[2],
    ]
    lines += [f"© 2026 {story['publisher']}. The site is not responsible for the content of external sites."]
    return "\n".join(lines) + "\n"


def reader(story: Story) -> str:
    """Copied with blank lines between paragraphs, and a little furniture."""
    blocks = [
        story["title"],
        *([story["standfirst"]] if story["standfirst"] else []),
        *([", ".join(story["authors"])] if story["authors"] else []),
        f"{datetime.fromisoformat(story['published']):%a} {_day(story['published'])} {_clock(story['published']).replace(':', '.')} GMT",
        *([f"{story['hero']} {story['hero_credit']}"] if story["hero"] else []),
    ]
    for at, part in enumerate(story["body"]):
        blocks.append(part.removeprefix("## "))
        blocks += {
            1: ["Article continues below advertisement"],
            3: [f"Read more: {TEASERS[1]}"],
            4: [f"{story['hero']} {story['hero_credit']}"] if story["hero"] else [],  # a repeated caption
            5: ["after newsletter promotion"],
            7: ["1:23"],
        }.get(at, [])
    blocks += [f"{story['contributor']} contributed reporting."] if story["contributor"] else []
    blocks += [
        "48 comments",
        "Explore more on these topics",
        "Cotton",
        "Labour",
        "Share",
        "Reuse this content",
    ]
    return "\n\n".join(blocks) + "\n"


def wrapped(story: Story) -> str:
    """Typed or mailed: lines broken at 72 characters, facts above the text."""
    from textwrap import fill

    head = [f"Title: {story['title']}", f"Source: {story['publisher']}", f"Date: {_day(story['published'])}"]
    head += [f"Author: {', '.join(story['authors'])}"] if story["authors"] else []
    blocks = ["\n".join(head), *([fill(story["standfirst"], 72)] if story["standfirst"] else [])]
    blocks += [fill(part.removeprefix("## "), 72) for part in story["body"]]
    return "\n\n".join(blocks) + "\n"


def plain(story: Story) -> str:
    """Nothing but the title and the paragraphs, each on its line."""
    return "\n".join([story["title"], *(part.removeprefix("## ") for part in story["body"])]) + "\n"


PAGES: tuple[Callable[[Story], str], ...] = (semantic, hashed, blog, table, agency, bare, office)
TEXTS: tuple[Callable[[Story], str], ...] = (copied, reader, wrapped, plain)
