"""What a single line of a message looks like: a docker command, a line of a log, an error, prose."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from bot.text import noise


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


#: Docker's commands of one word, its groups, and the standalone names; the grammar proper is bot.knowledge.grammar.
COMMANDS = words(
    """
    attach build commit cp create diff events exec export history images import info inspect kill load login logout
    logs pause port ps pull push rename restart rm rmi run save search start stats stop tag top unpause update
    version wait
    """
)
GROUPS: dict[str, frozenset[str]] = {
    "compose": words(
        """
    attach build bridge commit config convert cp create down events exec export images kill logs ls pause port ps
    publish pull push restart rm run scale start stats stop top unpause up version volumes wait watch
    """
    ),
    "container": COMMANDS | {"ls", "list", "prune"},
    "image": words("build history import inspect load ls list prune pull push rm remove save tag"),
    "volume": words("create inspect ls list prune rm remove update"),
    "network": words("connect create disconnect inspect ls list prune rm remove"),
    "system": frozenset(["df", "events", "info", "prune", "dial-stdio"]),
    "builder": frozenset(["build", "prune"]),
    "buildx": words("bake build create dial-stdio du history imagetools inspect ls prune rm stop use version"),
    "context": words("create export import inspect ls rm show update use"),
    "swarm": words("ca init join join-token leave unlock unlock-key update"),
    "node": words("demote inspect ls promote ps rm update"),
    "service": words("create inspect logs ls ps rm rollback scale update"),
    "stack": words("config deploy ls ps rm services"),
    "secret": frozenset(["create", "inspect", "ls", "rm"]),
    "config": frozenset(["create", "inspect", "ls", "rm"]),
    "plugin": words("create disable enable inspect install ls push rm set upgrade"),
    "manifest": frozenset(["annotate", "create", "inspect", "push", "rm"]),
    "trust": frozenset(["inspect", "revoke", "sign"]),
    "checkpoint": frozenset(["create", "ls", "rm"]),
    "scout": frozenset(["cves", "quickview", "compare", "recommendations"]),
}
#: Commands of plug-ins, which are no slips though the grammar does not have them.
PLUGINS = words("ai cloud debug desktop dev extension init mcp model offload pass sandbox sbom scout")
#: English words that follow ``docker …`` in questions and searches, and never in commands.
PROSE = words(
    """
    vs versus or and not no all any every what why how when where which who does do did is are was be can cannot
    can't could should would mean means meaning the a an to in on at for from with without of by it its this that
    these difference between example examples tutorial command commands flag flags option options argument arguments
    file files container containers image images volume volumes network networks port ports service services error
    errors failed fails failing fail denied refused stuck slow hangs hanging working work works explained explain
    best practice practices only after before if then but than same use used using after into inside outside about
    like instead policy problem issue issues help please multiple single another unused old stopped running dangling
    everything exited restarting unhealthy daemon limit limits memory code status exit names name permission always
    never documentation docs cheatsheet guide beginners explanation syntax usage immediately again twice
    automatically properly correctly locally remotely doesn't isn't won't don't work? не
    """
)
_ASKS = frozenset(["why", "how", "what", "when", "vs", "versus", "i", "my", "me", "is"])
_LONGER = frozenset(name for name in COMMANDS if len(name) > 2)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_OPTION = re.compile(r"(?:-{1,2}|[–—−])[A-Za-z][\w-]{0,40}")
_SIGNS = re.compile(r"(?:^|\s)\.{1,2}(?:\s|$)|[/:=|$@{}<>&;\"'*\\\[\]]|\d\.\d|\.\w")
_QUESTION = re.compile(
    r"[\s>*•—-]{0,4}(?:how|what|why|when|where|which|who|(?:can|could)(?! not\b|'t|n't)|does|do|did|is|are|should|i|i'm"
    r"|im|my|help|please|hi|hello|hey"
    r"|we|after|trying|need|want|tell|explain|show|difference|getting|got this|any|is there|there)\b",
    re.IGNORECASE,
)
#: Before ``docker`` in a command line: sudo, time, assignments.
_LEAD = re.compile(
    r"(?:(?:[-*•]|\d{1,2}[.)])(?=[ \t]{1,4}(?:sudo )?docker)"
    r"|sudo(?: -[A-Za-z]{1,8}(?: \w{1,40})?)?|time|nohup|exec|winpty|watch(?: -n ?\d{1,5})?"
    r"|\w{1,80}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\"']{0,200}))[ \t]{1,8}"
)
_MAX_LEADS = 6
_COMMAND = re.compile(r"docker(?:-compose|\.exe)?(?=\s|$)(?P<rest>[^\n]*)", re.IGNORECASE)
_SLIP = re.compile(r"(?P<name>[A-Za-z]{5,7})(?P<rest>[ \t]{1,4}(?P<command>[a-z]{2,10})(?=[ \t])[^\n]*)")
_SHELL_COMMAND = re.compile(
    r"(?:cd|export|source|set|mkdir|echo|cat|for|while|if|curl|wget|git|cp|mv|test|ssh|alias|eval|crontab|bash|sh|xargs"
    r"|kubectl|make|npm|sleep|until|touch|chmod|chown|ls|tar|grep|\[|\(|printf|read|then|do|sudo)\b"
)
_DOCKER_INSIDE = re.compile(
    r"(?:&&|\|\|?|;|\$\(|`|\bxargs\b[^|\n]{0,60}|\bdo\b|\bthen\b|^(?:while|until|if)\b(?:[ \t]+!)?)"
    r"[ \t]*(?:sudo )?docker(?:-compose)?[ \t]"
)
_PIPED_SHELL = re.compile(r"(?:curl|wget)\b[^\n|]{1,300}\|[ \t]*(?:sudo )?(?:ba|z)?sh\b")
_MAX_QUOTED = 600
#: The end of a line that no sign continues.
_LINE_END = re.compile(r"(?<![\\`^])[ \t]{0,8}\n(?![ \t]{0,8}-)")
_MENTION = re.compile(r"(?<![\w./:@-])(?:sudo )?docker(?:-compose)?[ \t]+(?=[A-Za-z–—-])", re.IGNORECASE)

_STRONG = re.compile(
    r"Error response from daemon|error during connect|failed to solve|OCI runtime|runc create failed"
    r"|Cannot connect to the Docker daemon|failed to connect to the docker API|denied while trying to connect to the"
    r"|executable file not found in \$PATH|exec format error|standard_init_linux|port is already allocated"
    r"|bind: address already in use|manifest (?:unknown|for \S+ not found)|pull access denied|toomanyrequests"
    r"|x509: |no such file or directory|level=(?:error|fatal|warning)|did not complete successfully"
    r"|returned a non-zero code|executor failed running|npm (?:ERR!|error) |Traceback \(most recent|exited with code \d"
    r"|dial (?:tcp|unix) |Unable to find image '|docker-credential-|has neither an image nor a build"
    r"|dockerfile parse error|command not found|команда не найдена|is not recognized as|не является внутренней"
    r"|ERR_\w+|ECONNREFUSED|ENOSPC|EACCES"
    r"|EHOSTUNREACH|ETIMEDOUT|ENETUNREACH|ECONNRESET|EAI_AGAIN|ENOTFOUND|EADDRINUSE"
    r"|ModuleNotFoundError|No module named|could not translate host name"
    r"|connection refused|Connection refused|no matching manifest for|all predefined address pools"
    r"|invalid reference format|is already in use by container|denied: requested access|no basic auth credentials"
    r"|Additional propert|additional propert|could not select device driver|is not a docker command"
    r"|the input device is not a TTY|no space left on device|no configuration file provided|Segmentation fault",
)
_START = re.compile(
    r"(?:docker(?:-compose)?|error|err|fatal|panic|warn(?:ing)?|critical|severe|failed|failure|exception|caused by"
    r"|unable|cannot|can't|could not|couldn't|unknown|invalid|unexpected|unsupported|missing|denied|unauthorized"
    r"|forbidden|permission|conflict\w{0,5}|e|w|yaml|validating|services?|network|volume|container|target|process|exec"
    r"|env|open|stat|mkdir"
    r"|bash|-bash|zsh|sh|/bin/\w+|/usr/\S+|sudo|the|no|bind|listen|driver|got|request|get|head|dial|tls|http|net/http"
    r"|npm|yarn|pip|gyp|traceback|[\w.]+(?:error|exception)|copy|add|step|dockerfile|dependency|mount|nvidia\S*"
    r"|required|refers|top-level|build|image|manifest|client|unhandled|killed|oserror|exit|at|file|job|system|wsl"
    r"|mounts|includes|circular|duplicate|found|only|write|read|short|layer|lchown|toomanyrequests|received|path|base"
    r"|variable|env|interactive|input|context|cgroups?|iptables|user|rpc|desc|deprecated|debconf|×|✘|✖)"
    r"\b[^\n]*",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(
    r"\b(?:error|err!?|errors?:|fail(?:ed|ure|s)?|fatal|panic|cannot|can't|could ?n[o']t|unable|denied|refused|invalid"
    r"|not found|no such|unknown|exception|timed? ?out|timeout|unexpected|unsupported|forbidden|missing"
    r"|conflict\w{0,5}|should be"
    r"|not allowed|undefined|obsolete|already|must|requires|not set|unhealthy|killed|non-zero|deprecated|expired"
    r"|mismatch|does not|doesn't|didn't|did not|is not|isn't|not enough|out of memory|no space|too (?:new|old|many)"
    r"|unauthorized|corrupt|overlaps?|exited|bad|wrong|illegal|EOF|reset by peer|incompatible|unhandled|exceeded"
    r"|not supported|aborted|stopped|restarting|paused|in use|not running|not permitted|not installed"
    r"|misbehaving|disabled|incorrect|too quickly"
    r"|empty reply|unavailable|skew|duplicate|needs an|read-only|exclusive|insufficient|need to|cycle detected"
    r"|not writable|not shared|unable|failures?|problem|must|orphan|ambiguous|declared|circular)\b"
    r"|\w+Error\b|\w+Exception\b|ошибка|не удается|не найден|отказано",
    re.IGNORECASE,
)
#: Words of failure in a log that mean nothing of the kind in a sentence.
_GIVES_UP = re.compile(
    r"\b(?:abort(?:ing|s)?|crash(?:ed|ing)?|giving up|gave up|exiting|broken?|rejected|reject(?:s|ing)|refus(?:es|ing)"
    r"|lost|violat(?:ed|es|ion)|dead(?:lock)?|SIG(?:SEGV|KILL|ABRT|BUS|ILL|TERM|INT)|errno|desync\w{0,4}|stall(?:ed|s)"
    r"|hung|halt(?:ed|ing)|terminat(?:ed|ing)|stack overflow|interrupted|overflow|underflow|assertion|core dump)\b",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"\w[-_]\w{1,40}[-_]\d{1,3}\b|\w\.service\b|\w: ?\S|\"[^\"]+\"|'[^']+'|\[[^\]]+\]|/\w+/|\w=\S|\(\S+\)|`\w"
)
#: A program's name or a level before its message.
_PREFIXED = re.compile(
    r"[\w./+()-]{1,60}(?:\[\d{1,8}\])?: (?:\[\w{1,12}\] )?\S+(?: \S+){2}|\[\w{1,12}\] (?:\[|\S+ ){2}"
)
_TAGGED = re.compile(
    r"(?:\[?(?:ERROR|FATAL|CRITICAL|PANIC|SEVERE)\]?:?|\[(?:emerg|alert|crit)\]|\(error\)|×|✘|✖"
    r"|DENIED|MISCONF|WRONGPASS|NOAUTH|READONLY|LOADING|ACCESS_REFUSED|DETAIL:|HINT:|LOG:|SQLSTATE\[|ERR "
    r"|WARN(?:ING)?[!:\[]|E: |W: |\[Errno -?\d{1,3}\] |\(HTTP code \d{3}\) |[A-Z]{1,6}-?\d{3,6}: "
    r"|level=\w{3,8} )\s{0,4}\S+(?: \S+){2}|FATAL:? [A-Z]\S+ \S+"
    # Redis marks what it complains of by a hash; compilers say the place first; Go its own name.
    r"|# (?:Fatal|Can't|Bad|Unexpected|WARNING|FATAL|Failed)\b"
    r"|[\w./-]{1,120}\.(?:go|c|cc|cpp|h|rs|ts|tsx|js|jsx|java|kt|scss):\d{1,6}:\d{1,5}: \S|go: \S+ \S+ "
    r"|\[[\w.-]{1,40}\] (?:CRIT|CRITICAL|EMERG|ALERT|FATAL|ERROR|PANIC):? \S+ \S"
    r"|[A-Z][a-z]{2,20}[A-Z][A-Za-z]{1,80}: \S+(?: \S+){2}|(?:npm (?:ERR!|error)|yarn error|gyp ERR!) \S"
    r"|[A-Z]{2,6}-\d{4,6}: \S"
)
#: Phrases that only programs use, even without names or signs around them.
_UNMISTAKABLE = re.compile(
    r"^yaml: line \d|^docker desktop (?:- |encountered |requires |is unable )"
    r"|is the docker daemon running|server gave http response|must be an? (?:mapping|array|list|string|number"
    r"|integer|boolean)|non[- ]tty|tty-enabled|requires (?:exactly |at least "
    r"|at most )?\d argument"
    r"|: exit status \d{1,3}$|^an (?:unexpected|unhandled|internal) (?:error|exception) (?:has )?occur"
    r"|<title>[45]\d\d |unapplied migration|migrations are pending|^unable to configure https|does not support ssl, but"
    r"|disappeared unexpectedly|^thread '[^'\n]{1,40}' (?:\(\d{1,9}\) )?panicked"
    r"|unsupported media type application/|^blob (?:upload )?unknown|^50[0234] [a-z -]{5,24}$"
    r"|declared as external, but could not|^(?!container |it |docker |app "
    r"|process )\S+ exited with code \d{1,3}$|^exited \(\d{1,3}\) [\w ]{3,30} ago"
    r"|process completed with exit code \d|is missing a value|has neither an image nor|is in use - \["
    r"|resource is still in use"
    r"|has active endpoints|\(no such package\)|prematurely closed connection|\(unused mount/volume\)"
    r"|oomkilled\"?: ?true|instance timed out for|has lost quorum|no suitable node|no installed distributions"
    r"|host key verification failed|permission denied \(publickey|(?:is|likely) too low, increase to"
    r"|^(?:no|a|the) [^\n?!]{2,60} (?:was|were) (?:not )?found\.?$"
    r"|^(?:error )?your (?:\S+ )?(?:bundle|lockfile|pipfile|ruby version|requirements)\S* "
    r"|^you must (?:specify|install|run|define)|^could not locate \S+$|^no (?:package '|usable version|go files in)"
    r"|^(?:the |a )?\S+ (?:lock )?file (?:version \d|is not compatible)|changed significantly since"
    r"|fork(?:/exec \S{1,80})?: (?:rejected|retry|resource)"
    r"|wsl 2 installation is incomplete|wsl 2 is not installed|unexpected wsl error"
    r"|hardware assisted virtuali[sz]ation and"
    r"|is unhealthy$|dependency failed to start|invalid compose project|ERR_[A-Z_]{5,40}|err_empty_response"
    r"|repository does not exist or may require|in the manifest list entries|memory cgroup out of memory|core dumped"
    r"|mapping values are not allowed|did not find expected|found character that cannot|could not find expected",
    re.IGNORECASE,
)
_RUNNING_QUESTION = re.compile(r"daemon running(?: on this host)?\?\W*$", re.IGNORECASE)
#: Whole messages without any structure, as programs print them.
_WHOLE = re.compile(
    r"(?:exec format error|no space left on device|port is already allocated|invalid reference format|manifest unknown"
    r"|the input device is not a tty|max depth exceeded|no service selected|killed"
    r"|segmentation fault(?: \(core dumped\))?|cannot perform an interactive login from a non tty device"
    r"|no basic auth credentials|no such container"
    r"|system has not been booted with systemd as init system[^\n]{0,80}|empty compose file|connection refused"
    r"|denied: requested access to the resource is denied|cannot allocate memory|permission denied"
    r"|(?:net/http: )?tls handshake timeout|unexpected eof|(?:bind: )?address already in use"
    r"|no build stage in current context|reference does not exist|cannot attach to a stopped container[^\n]{0,60}"
    r"|this node is not a swarm manager[^\n]{0,200}|[\w ]+ has no release file)\W*",
    re.IGNORECASE,
)


_LEVEL = re.compile(r"(?:time=\S{1,40}(?: [\d:+.]{1,20}\"?)? )?level=(?:warn|error|fatal|panic)", re.IGNORECASE)
#: Sentences of programs that look like a person's.
_PROGRAMS_ASK = re.compile(
    r"is the server running on|are you in the right directory|when using COPY with more than"
    r"|is your configuration correct|are you sure you have pulled|have you run `|did you (?:mean|forget) [`'\"]"
    r"|did you install \w"
    r"|please select the geographic|please enable the virtual machine|we recommend to activate the wsl"
    r"|is the docker daemon running",
    re.IGNORECASE,
)
#: What programs say after a complaint, in a person's words: advice, and that they go on.
_ADVICE = re.compile(
    r"\s*(?:please (?:make sure|check|ensure|verify|run|refer|use|set|define|provide|specify|install|update|consult"
    r"|review|upgrade|remove|wait|visit|choose|report|contact) (?!my\b|this\b|it\b|me\b|if\b|what\b|why\b)"
    r"|(?:re-?)?trying again\b|retrying )",
    re.IGNORECASE,
)
#: The name of a service before its line in ``docker compose logs``.
_SERVICE = re.compile(r"[\w.-]{1,60} {2,30}\|(?: |$)")
#: A line of a unit or an .ini file.
_SETTING = re.compile(r"[A-Z][A-Za-z]{2,30}=[^\s=]")
_CODES = re.compile(r"\bE[A-Z]{4,12}\b|\bERR_[A-Z]|\bSQLSTATE")


def has_cyrillic(text: str) -> bool:
    """Whether a text has any Cyrillic letter."""
    return _CYRILLIC.search(text) is not None


def is_prose(line: str) -> bool:
    """Whether a line is a person's sentence: mostly Cyrillic, or an English question or plea."""
    line = line[:1000]
    cyrillic = len(_CYRILLIC.findall(line))
    if cyrillic and cyrillic * 3 > len(_LATIN.findall(line)):
        return True
    if _SERVICE.match(line) or _ADVICE.match(line):
        return False
    if _QUESTION.match(line):
        return True
    return line.rstrip().endswith("?") and not _RUNNING_QUESTION.search(line)


def error_start(line: str) -> int | None:
    """Where in a line of prose an error message begins, if it has one after the person's own words."""
    for match in _INLINE.finditer(line[:2000]):
        before, tail = line[: match.start()], line[match.start() : match.start() + 400]
        spoken = has_cyrillic(before) or _QUESTION.match(before) is not None
        if spoken and len(tail) >= 15 and len(_LATIN.findall(tail)) > 2 * len(_CYRILLIC.findall(tail)):
            return match.start()
    return None


_INLINE = re.compile(
    r"docker: (?=Error|invalid|')|Error response from daemon|error during connect: |(?<!\w)(?:ERROR|Error"
    r"|(?:fatal )?error): (?=[A-Za-z])"
    r"|failed to solve: |OCI runtime (?:create|exec) failed|Cannot connect to the Docker daemon at"
    r"|failed to connect to the docker API|(?:Got )?permission denied while trying to connect to the Docker"
    r"|(?:-?bash|zsh|sh|sudo): [\w-]{1,40}: |exec /\S{1,100}: |standard_init_linux\.go|unable to prepare context: "
    r"|yaml: (?=line|un)|unauthorized: |denied: requested|toomanyrequests: |no matching manifest for |dial tcp "
    r"|npm ERR! |E: (?=Unable|Failed|Package)|exec: \"|listen tcp\S? \S{1,60}: bind: |Bind for \S{1,60} failed"
    r"|manifest for \S{1,100} not"
    r"|Unable to find image '|service \"\S{1,60}\" (?=refers|depends|has)|validating /\S|unknown (?:shorthand )?flag: "
    r"|\"?OOMKilled\"?: ?true|(?:FATAL|PANIC|panic): {1,3}(?=\S)|nginx: \[emerg\]|SQLSTATE\[|ERROR \d{4} \(|curl: \(\d"
    r"|(?<![\w.])[\w.]{2,90}(?:Error|Exception): (?=\S)|npm error (?=code|[A-Z])"
)


def is_log(line: str) -> bool:
    """Whether a line comes from a program's log, by what stands before its text."""
    return (
        noise.is_log_line(line)
        or _SERVICE.match(line) is not None
        or line.lstrip().startswith(
            (
                "=> ",
                "[+] ",
                "✔ ",
                "✘ ",
                *(spinner + " " for spinner in "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏⠿"),
                "node:internal/",
                "<--- Last few GCs",
                "Step ",
                " ---> ",
                "------",
                "Dockerfile:",
                "Removing intermediate",
                "Sending build context",
                ">>> ",
                "Pulling from",
                "Digest: sha256",
            )
        )
    )


def is_error(line: str) -> bool:
    """Whether a line, its noise gone, is what a program prints when something is wrong."""
    text = noise.strip(line[:2000]).text.strip().removeprefix("- ")
    if not text:
        return False
    if _WHOLE.fullmatch(text.rstrip(".!")):
        return len(text.split()) > 1 or text.lower() == "killed"
    if _LEVEL.match(line.strip()):
        return True
    logged = is_log(line)
    if logged:
        return any(said.search(text) for said in (_COMPLAINS, _STRONG, _GIVES_UP))
    if _TAGGED.match(text) and not text.startswith("-"):
        return True
    if _SETTING.match(text) and not _STRONG.search(text):
        return False
    if is_prose(text) and not _localized(text) and not _PROGRAMS_ASK.search(text):
        return False
    if error_start(text) is not None:
        return False  # a person's words, and then the message
    if (found := command_rest(text)) and found[1].startswith(" ") and not found[1].lstrip().startswith(":"):
        words = found[1].split()
        if _ASKS & {word.lower() for word in words} or any(_OPTION.fullmatch(word) for word in words):
            return False  # a command, and a person's words about it
    if _STRONG.search(text) and _STRUCTURE.search(text):
        return True
    if has_cyrillic(text):
        return bool(_START.match(text) and _COMPLAINS.search(text) and _STRUCTURE.search(text))
    if text.startswith("--") or re.match(r"-[A-Za-z](?:\W|$)", text):
        return False  # an option that somebody asks about
    if _UNMISTAKABLE.search(text) or _PROGRAMS_ASK.search(text):
        return True
    if not (_COMPLAINS.search(text) or _CODES.search(text)):
        return False
    if _PREFIXED.match(text):
        return True
    if not _STRUCTURE.search(text):
        return False
    # Without a start that programs are known for, it takes a sentence: people's own searches are shorter.
    return _START.match(text) is not None or not text[0].islower() or '"' in text or len(text.split()) > 5


def _localized(text: str) -> bool:
    """A program's message with a part that the system has translated."""
    return re.match(r"(?:docker|error|failed|open|bash|-bash|zsh|sudo|\"|')", text, re.IGNORECASE) is not None and (
        _STRONG.search(text) is not None or "pipe" in text
    )


def command_rest(line: str) -> tuple[int, str] | None:
    """Where the command begins in a line that begins with docker (prompt, sudo and assignments aside), and its rest."""
    start = noise.prompt_length(line)
    start += len(line) - start - len(line[start:].lstrip(" \t"))
    if line.startswith("> ", start):
        start += 2
    position = start
    for _ in range(_MAX_LEADS):
        lead = _LEAD.match(line, position)
        if lead is None:
            break
        position = lead.end()
    match = _COMMAND.match(line, position) or _slip(line, position)
    return (start, match["rest"]) if match else None


def _slip(line: str, position: int) -> re.Match[str] | None:
    """``dokcer ps``: a slip in the program's name, told by the command after it."""
    match = _SLIP.match(line, position)
    if match is None or OSA.distance(match["name"].lower(), "docker", score_cutoff=1) > 1:
        return None
    return match if match["command"] in COMMANDS or match["command"] in GROUPS else None


def is_command(line: str) -> bool:
    """Whether a line is a docker command to be explained, rather than words to be searched for.

    A bare command (``docker ps``, ``docker compose up``) is a question; one with options, arguments or a prompt is not.
    """
    line = line[:4000]
    prompt = noise.prompt_length(line) > 0
    found = command_rest(line)
    if found is None:
        text = line[noise.prompt_length(line) :].strip()
        if _PIPED_SHELL.match(text):
            return not has_cyrillic(text)
        inside = _DOCKER_INSIDE.search(text)
        return bool(inside and (prompt or _SHELL_COMMAND.match(text) or "$(" in text) and not is_prose(text))
    rest = _without_comment(found[1]).strip()
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "''", rest)
    if has_cyrillic(bare) or rest.endswith("?") or rest.startswith(":"):
        return False
    parts = bare.split()
    lowered = [word.lower().rstrip(",.") for word in parts]
    options = any(_OPTION.match(word) for word in parts)
    if {"vs", "versus", "what", "why", "means", "difference"} & set(lowered):
        return False
    if options:
        return not _trailing_prose(parts)
    if prompt:
        return True
    compose = line[found[0] :].lower().lstrip().startswith("docker-compose") or "docker-compose" in line[:40].lower()
    depth = _path_length(lowered, compose)
    arguments = parts[depth:]
    if not depth and parts and re.fullmatch(r"[a-z]{2,10}-{1,2}[a-z]{1,12}", parts[-1]):
        return parts[-1].partition("-")[0] in (GROUPS["compose"] if len(parts) > 1 or compose else COMMANDS)
    if not depth or not arguments:
        return False
    signs = _SIGNS.search(" ".join(arguments)) is not None or rest.endswith(("\\", "`", "^"))
    prose = PROSE & {word.lower().strip(",.") for word in arguments}
    if signs:
        return not prose or any(sign in rest for sign in ("|", "&&", "$(", "/", "'", '"'))
    if lowered[depth - 1] == "build":
        return False  # a context is a path or an address
    return not prose and len(arguments) <= 4 and not any(word.endswith(("ing", "ed")) for word in lowered[depth:])


def is_near_command(line: str) -> bool:
    """Whether a line is ``docker`` (and a group) and one word that is a slip away from a command: ``docker pss``."""
    found = command_rest(line[:200])
    words = found[1].lower().split() if found else []
    names = COMMANDS
    if len(words) > 1 and words[0] in GROUPS:
        names, words = GROUPS[words[0]], words[1:]
    if len(words) != 1 or "\n" in line or not words[0].isascii() or not words[0].isalpha():
        return False
    word = words[0]
    return word not in names | PLUGINS and any(OSA.distance(word, name, score_cutoff=1) <= 1 for name in names)


def _without_comment(rest: str) -> str:
    position = rest.find(" #")
    return rest[:position] if position >= 0 else rest


def _trailing_prose(parts: list[str]) -> bool:
    """Whether words of a question follow the last option: ``docker run -d what does it do``."""
    last = [word.lower().strip(",.") for word in parts[-3:]]
    return bool(set(last) & {"does", "mean", "explained", "meaning", "do", "work"}) or (
        len(parts) > 3 and all(word in PROSE for word in last[-2:])
    )


def _path_length(parts: list[str], compose: bool) -> int:
    """How many words name the command: 1 for ``run``, 2 for ``volume ls``, 0 for what Docker does not have."""
    if not parts or not parts[0][:1].isalnum():
        return 0
    if compose:
        return 1 if parts[0] in GROUPS["compose"] else 0
    if parts[0] in GROUPS and len(parts) > 1 and parts[1] in GROUPS[parts[0]]:
        return 2
    if parts[0] in COMMANDS:
        return 1
    # A slip of the finger (``docker rnu nginx``): the words after it tell a command from a question.
    if parts[0] in GROUPS:
        near = len(parts) > 2 and any(OSA.distance(parts[1], name, score_cutoff=1) <= 1 for name in GROUPS[parts[0]])
        return 2 if near and len(parts[1]) > 3 else 0
    return 1 if len(parts) > 1 and any(OSA.distance(parts[0], name, score_cutoff=1) <= 1 for name in _LONGER) else 0


def quoted_commands(text: str) -> list[tuple[int, int]]:
    """The docker commands with options that a sentence quotes, as offsets."""
    found: list[tuple[int, int]] = []
    found += [code.span(1) for code in re.finditer(r"`([^`\n]{6,400})`", text) if is_command(code[1])]
    taken = [match.span() for match in re.finditer(r"`[^`\n]{6,400}`", text)]
    for mention in _MENTION.finditer(text):
        if any(first <= mention.start() < last for first, last in taken) or (found and mention.start() < found[-1][1]):
            continue
        before = text[mention.start() - 1 : mention.start()]
        limit = mention.end() + _MAX_QUOTED
        close = text.find(before, mention.end(), limit) if before in ("'", '"') else -1  # alias ll='docker ps -a'
        end = _quoted_end(text, mention.end(), close if close >= 0 else limit)
        if end is not None:
            found.append((mention.start(), end))
    return sorted(found)


def _quoted_end(text: str, position: int, limit: int) -> int | None:
    """Where a quoted command ends: before the first word that is a person's. None for one without options."""
    options = signs = False
    end = position
    count = 0
    line_end = _LINE_END.search(text, position, limit)
    limit = line_end.start() if line_end else limit
    for match in re.finditer(r"\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\S+", text[position:limit]):
        word = match[0]
        shown = word.rstrip("?!,;»”)…") if not word.startswith(("'", '"')) else word
        shown = shown[:-1] if shown.endswith((".", ":")) and len(shown) > 1 else shown
        lowered = shown.lower()
        if not shown or (has_cyrillic(shown) and shown[0] not in "'\""):
            break
        if shown in ("|", "&&", "||") and count:
            continue
        if shown in ("-", "–", "—", "/", "+", "|") or lowered in ("docker", "docker-compose", "sudo"):
            break
        if count >= 1 and lowered in PROSE and not (options and lowered in ("all", "a")):
            break
        if _OPTION.match(shown):
            options = True
        elif count >= 1 and _SIGNS.search(shown):
            signs = True
        end = position + match.start() + len(shown)
        count += 1
        if shown != word and not word.startswith(("'", '"')):
            break
    return end if options or (signs and count >= 2 and _named(text[position:end])) else None


def _named(rest: str) -> bool:
    """Whether what follows ``docker`` begins with a command that Docker has, or nearly."""
    parts = [word.lower() for word in rest.split()]
    return _path_length(parts, False) > 0 or _path_length(parts, True) > 0
