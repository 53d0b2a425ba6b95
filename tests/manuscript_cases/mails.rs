//! Letters to the desk as mail programs write them: the story stays, what stands around it goes and is named.

use super::*;

const GREETING: &str = "各位老师好：";
const STORY: [&str; 5] = [
    "改建了半年的旧渡口步行桥昨天放行，第一批过桥的是两岸的学生。",
    "桥面宽六米，铺的是旧船板。",
    "“走过去只要七分钟。”摆渡人说。",
    "桥头设了座椅和灯。夜里十点以后，灯会调暗。",
    "对岸的早市下月也将搬到桥头。",
];
const SIGNATURE: [&str; 3] = ["沈禾", "临澜日报 社会新闻部", "电话：0000-12345678"];
const ASKED: [&str; 2] = ["桥的稿子明天能交吗？", "版面留了八百字，请在下午四点以前发来，晚了就来不及拼版了。"];
const REMARK: &str = "本邮件含有保密信息，如果您错收了本邮件，请立即删除。";

fn each(lines: &[&str], begin: &str, end: &str) -> String {
    lines.iter().map(|line| format!("{begin}{line}{end}")).collect()
}

/// A message with a mail that it answers, as six programs write it.
fn clients() -> [(&'static str, String); 6] {
    let div = |lines: &[&str]| each(lines, "<div>", "</div>");
    let word = |lines: &[&str]| each(lines, "<p class=MsoNormal><span>", "<o:p></o:p></span></p>");
    let head = ["<b>旧渡口改建步行桥</b>"];
    let (greeting, farewell, blank) = ([GREETING], ["谢谢！"], ["<br>"]);
    let top = div(&greeting) + &div(&blank) + &div(&head) + &div(&STORY) + &div(&blank) + &div(&farewell);
    let (asked, signed) = (div(&ASKED), div(&SIGNATURE));
    let fields = "<b>发件人<span lang=EN-US>:</span></b> 陈川<br><b>发送时间:</b> 2026年3月11日<br><b>收件人:</b> 沈禾<br><b>主题:</b> 约稿";
    [
        (
            "Outlook",
            format!(
                "<html><body><div class=WordSection1>{}{}{}{}{}{}<div style='border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>{fields}</p></div>{}</div></body></html>",
                word(&greeting),
                word(&["&nbsp;"]),
                word(&head),
                word(&STORY),
                word(&farewell),
                word(&SIGNATURE) + &word(&[REMARK]),
                word(&ASKED)
            ),
        ),
        (
            "Foxmail",
            format!(
                "<html><body>{top}<hr align=\"left\"><div><span>{signed}</span></div><blockquote style=\"margin-left: 0.5em\"><div>&nbsp;</div><div><div><b>发件人：</b>&nbsp;陈川</div><div><b>发送时间：</b>&nbsp;2026-03-11</div><div><b>收件人：</b>&nbsp;沈禾</div></div>{asked}</blockquote></body></html>"
            ),
        ),
        (
            "QQ",
            format!(
                "{top}<div class=\"xmail_signature\">{signed}</div><includetail><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div><div><b>发件人:</b>&nbsp;\"陈川\"&lt;c@b.example&gt;;</div><div><b>收件人:</b>&nbsp;沈禾;</div></div>{asked}</includetail>"
            ),
        ),
        (
            "Gmail",
            format!(
                "<div dir=\"ltr\">{top}<span>-- </span><br><div class=\"gmail_signature\">{signed}</div></div><div class=\"gmail_quote\"><div class=\"gmail_attr\">陈川 &lt;<a href=\"mailto:c@b.example\">c@b.example</a>&gt; 于2026年3月11日周三 20:15写道：<br></div><blockquote class=\"gmail_quote\">{asked}</blockquote></div>"
            ),
        ),
        (
            "Apple",
            format!(
                "<html><body>{top}{signed}<div>{REMARK}</div><br><blockquote type=\"cite\"><div>在 2026年3月11日，20:15，陈川 &lt;c@b.example&gt; 写道：</div><br class=\"Apple-interchange-newline\">{asked}</blockquote></body></html>"
            ),
        ),
        (
            "NetEase",
            format!(
                "<div style=\"line-height:1.7\">{top}<div>--<br><div>{}</div></div><pre><br>在 2026-03-11 20:15:00，\"陈川\" &lt;c@b.example&gt; 写道：</pre><blockquote id=\"isReplyContent\">{asked}</blockquote></div>",
                SIGNATURE.join("<br>")
            ),
        ),
    ]
}

/// A mail of one part in an encoding of letters and of bytes.
fn mail(html: &str, charset: &str, transfer: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
    let bytes = encoding.encode(html).0.into_owned();
    let coded = match transfer {
        "quoted-printable" => {
            let coded: String = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
            coded.as_bytes().chunks(72).flat_map(|line| [line, b"=\r\n"].concat()).collect()
        }
        _ => bytes,
    };
    let head = format!(
        "From: a@b.example\r\nSubject: Re: =?utf-8?B?57qm56i/?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=\"{charset}\"\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
    );
    [head.as_bytes(), &coded].concat()
}

#[test]
fn of_a_letter_of_every_mail_program_the_story_stays_whole_and_the_rest_is_named() {
    for (client, html) in clients() {
        let files = [
            ("a.html", html.as_bytes().to_vec()),
            ("a.eml", mail(&html, "utf-8", "8bit")),
            ("a.eml", mail(&html, "gb18030", "8bit")),
            ("a.eml", mail(&html, "utf-8", "quoted-printable")),
        ];
        for (name, bytes) in files {
            let imported = one(name, &bytes);
            assert_eq!(front(&imported, "headline"), "旧渡口改建步行桥", "{client} {name}");
            assert_eq!(body(&imported).trim_end(), STORY.join("\n\n"), "{client} {name}");
            let told = losses(&imported).join("\n");
            for (what, words) in [
                ("greeting of a mail: ", GREETING),
                ("greeting of a mail: ", "谢谢！"),
                ("signature of a mail: ", &SIGNATURE.join(" ")),
                ("further text of a mail: ", ""),
                ("", "陈川"),
            ] {
                let is_told = told.lines().any(|line| line.starts_with(what) && line.contains(words));
                assert!(is_told, "{client} {name} {words}: {told}");
            }
        }
    }
}

#[test]
fn of_a_mail_that_is_passed_on_the_inner_one_is_the_manuscript() {
    let story = each(&STORY, "<div>", "</div>");
    for html in [
        format!(
            "<div>请编发。</div><div>---------- Forwarded message ---------<br>发件人： <b>林越</b><br>Date: 2026年3月11日<br>Subject: 旧渡口改建步行桥<br>To: 陈川</div>{story}"
        ),
        format!(
            "<div>请编发。</div><blockquote type=\"cite\"><div>开始转发邮件：</div><div><b>发件人: </b>林越</div><div><b>主题: </b>旧渡口改建步行桥</div><div><b>收件人: </b>陈川</div>{story}</blockquote>"
        ),
        format!(
            "<div>请编发。</div><div id=\"divRplyFwdMsg\"><b>发件人:</b> 林越<br><b>发送时间:</b> 2026年3月11日<br><b>主题:</b> 旧渡口改建步行桥</div>{story}"
        ),
        format!(
            "<div>请编发。</div><pre><br>-------- 转发邮件信息 --------<br>发件人：林越<br>收件人：陈川<br>主题：旧渡口改建步行桥</pre>{story}"
        ),
    ] {
        for (name, bytes) in [("a.html", html.as_bytes().to_vec()), ("a.eml", mail(&html, "gb18030", "8bit"))] {
            let imported = one(name, &bytes);
            assert_eq!(front(&imported, "headline"), "旧渡口改建步行桥", "{html}");
            assert_eq!(body(&imported).trim_end(), STORY.join("\n\n"), "{html}");
            assert!(losses(&imported).contains(&"further text of a mail: 请编发。".to_owned()), "{html}");
        }
    }
}

#[test]
fn a_picture_of_the_text_comes_along_and_one_of_a_signature_does_not() {
    let png = "Content-Type: image/png; name=\"NAME\"\r\nContent-ID: <NAME>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoNAME\r\n";
    let part = |name: &str, data: &str| png.replace("oNAME", data).replace("NAME", name);
    let html = format!(
        "<div>{FIRST}</div><div><img src=\"cid:quay\"></div><div>图为闸门合拢。</div><div>{SECOND}</div><div class=\"gmail_signature\">沈禾<img src=\"cid:logo\"></div>"
    );
    let text = format!(
        "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"R\"\r\n\r\n--R\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--R\r\n{}--R\r\n{}--R--\r\n",
        part("quay", "oAAA=="),
        part("logo", "oBBB==")
    );
    let imported = one("a.eml", text.as_bytes());
    assert_eq!(body(&imported), format!("{FIRST}\n\n{SECOND}\n"));
    assert_eq!(imported.pictures.iter().map(|it| it.caption.as_str()).collect::<Vec<_>>(), ["图为闸门合拢。"]);
    let told = losses(&imported);
    assert!(told.contains(&"file attached to a mail: logo".to_owned()), "{told:?}");
    assert!(!told.iter().any(|loss| loss.contains("not beside the file")), "{told:?}");
}

#[test]
fn a_notice_in_html_keeps_all_its_lines_whatever_stands_around_them() {
    let lines = [
        "关于旧渡口停航的通知",
        "各有关单位：",
        "因步行桥施工，旧渡口自三月十五日起停航。",
        "停航期间，请改乘二路渡轮，或绕行北桥。",
        "时间：3月15日至20日",
        "地点：旧船坞",
        "电话：0591-8765432",
        "临澜市港务局",
        "2026年3月12日",
    ];
    let p = |lines: &[&str]| each(lines, "<p>", "</p>");
    for page in [
        p(&lines),
        format!("<h2>{}</h2>{}", lines[0], each(&lines[1..], "<div>", "</div>")),
        format!("<html><body><center><b>{}</b></center>{}</body></html>", lines[0], lines[1..].join("<br>")),
        format!("<section>{}</section><section>{}</section>", p(&lines[..4]), p(&lines[4..])),
        format!("<div>{}</div><div><div>{}</div></div>", p(&lines[..3]), p(&lines[3..])),
        format!("<table><tr><td>{}</td></tr></table>", lines.join("</td></tr><tr><td>")),
        format!("<html><body><div class=\"WordSection1\">{}</div></body></html>", p(&lines)),
    ] {
        let imported = one("a.html", page.as_bytes());
        let said = front(&imported, "headline") + &imported.article;
        for line in lines {
            assert!(said.contains(line), "{line}: {page}\n{}", imported.article);
        }
    }
}
