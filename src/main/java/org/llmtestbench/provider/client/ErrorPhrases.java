package org.llmtestbench.provider.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The sentences of vendors, by what they mean, for replies whose codes say nothing. They are matched in lower case, with
 * one kind of quotation mark. To add a vendor, add its sentence to {@code ErrorPhrasesTest} and, if no phrase matches it
 * yet, the phrase here.
 */
final class ErrorPhrases {
    private static final int ANY = 600;
    private static final int BELOW_500 = 500;
    private static final int BELOW_429 = 429;

    /** @param below the phrase counts only with a status below this */
    private record Phrase(Pattern pattern, int below) {}

    private static final Map<ErrorCause, List<Phrase>> PHRASES = new EnumMap<>(ErrorCause.class);

    /** The words for output tokens. */
    private static final String OUTPUT =
            "(?:max(?:imum)?[_ ]?(?:new|completion|output|generated)?[_ ]?tokens|maxoutputtokens"
                    + "|(?:output|completion) tokens?)";

    private static final String NO_BYTES = "(?!.{0,60}\\b(?:[kmg]i?b|bytes?|megabytes?)\\b)";

    static {
        quota();
        region();
        moderation();
        prompt();
        output();
        model();
        key();
        others();
    }

    private ErrorPhrases() {}

    private static void quota() {
        // DeepSeek, Moonshot, OpenRouter, HF: Insufficient Balance, insufficient credits
        any(ErrorCause.QUOTA, "insufficient (?:account |user |api )?(?:funds?|credits?|balance|quota)\\b");
        any(ErrorCause.QUOTA, "you have reached your specified");
        // Anthropic: Your credit balance is too low; SiliconFlow: your account balance is insufficient
        any(
                ErrorCause.QUOTA,
                "\\b(?:balance|quota|credits?|credit limit|funds) (?:(?:is|are|has|have|was|been) ){0,2}"
                        + "(?:too low|insufficient|not enough|not sufficient|exhausted|depleted|used up|negative)");
        any(ErrorCause.QUOTA, "not enough (?:credits?|balance|quota|funds)|out of (?:credits?|funds|quota)\\b");
        // xAI: doesn't have any credits yet; used all available credits
        any(ErrorCause.QUOTA, "(?:n't|not) have (?:any |enough |sufficient )?(?:credits?|balance|funds|quota)\\b");
        any(ErrorCause.QUOTA, "used (?:up )?(?:all )?(?:of )?(?:your |its |the )?(?:available )?(?:credits|quota)\\b");
        any(ErrorCause.QUOTA, "\\bno (?:more )?(?:credits?|quota|balance) (?:left|remaining|available)");
        // OpenRouter: requires more credits, or fewer max_tokens. You can only afford 10
        any(ErrorCause.QUOTA, "requires? more credits|can only afford");
        // OpenAI: Billing hard limit has been reached; xAI: reached its monthly spending limit
        any(
                ErrorCause.QUOTA,
                "(?:billing|spend(?:ing)?|credit|usage|budget)(?: hard)? limits? (?:(?:has|have|is|was|been) ){0,2}"
                        + "(?:reached|exceeded|hit)");
        any(
                ErrorCause.QUOTA,
                "(?:reached|exceeded|hit|over) .{0,40}\\b(?:spend(?:ing)?|usage|billing|budget|credit) limits?\\b");
        // OpenAI, Perplexity: You exceeded your current quota; HF: your monthly included credits
        any(ErrorCause.QUOTA, "exceeded your (?:current quota|monthly|budget|included|plan|spend)");
        any(ErrorCause.QUOTA, "(?:budget|spend) (?:has been |is )?exceeded|exceededbudget");
        // DeepInfra, Together, Replicate: please enter a payment method, top up, add a payment method
        any(ErrorCause.QUOTA, "(?:enter|add|update) (?:a |your )?(?:valid )?(?:payment|credit card)|\\btop[ -]?up\\b");
        any(ErrorCause.QUOTA, "\\b(?:add|purchase|buy) (?:more |extra )?credits|recharge");
        // Google: enable billing; prepayment credits are depleted. Azure: billing account
        any(
                ErrorCause.QUOTA,
                "enable billing|requires billing|billing (?:is )?(?:not active|disabled)|billing to be enabled");
        any(ErrorCause.QUOTA, "payment (?:is )?required|past due|unpaid invoices?|failure to pay|overdue");
        // Mistral: Inactive subscription or usage limit reached
        any(
                ErrorCause.QUOTA,
                "inactive subscription|subscription (?:has )?(?:expired|ended)|free trial (?:has )?(?:expired|ended)");
        // OpenRouter: the spend limit of a key; Ollama, HF: paid users only
        any(
                ErrorCause.QUOTA,
                "\\bkey limit (?:is |was |has been )?(?:exceeded|reached)|must be a paid (?:user|member|customer)");
        any(ErrorCause.QUOTA, "余额不足|额度不足|额度已用|欠费|积分已用|余额已");
    }

    private static void region() {
        String place = "(?:countr(?:y|ies)|regions?|territor(?:y|ies)|locations?)";
        // OpenAI: Country, region, or territory not supported; Google: User location is not supported for the API use
        below500(
                ErrorCause.REGION,
                place + " (?:is |are )?(?:currently )?(?:not |un)(?:supported|available|allowed|permitted)");
        // Anthropic, Bedrock: not allowed from unsupported countries
        below500(ErrorCause.REGION, "unsupported " + place);
        // OpenRouter, xAI: not available in your region
        below500(
                ErrorCause.REGION,
                "(?:not |n't |un)(?:supported|available|allowed|permitted|offered|served) (?:in|from|for) "
                        + "(?:your |this |the |user )?(?:current )?(?:" + place + "|area|jurisdiction)\\b");
        below500(ErrorCause.REGION, "geo-?(?:graphic(?:al)?(?:ly)? )?(?:block|restrict|fenc)|error code: 1009");
        below500(ErrorCause.REGION, "banned the (?:country|region)|不支持.{0,6}(?:地区|国家)|(?:地区|国家).{0,6}不支持");
    }

    private static void moderation() {
        // OpenRouter: requires moderation on X. Your input was flagged for
        below500(ErrorCause.MODERATION, "requires moderation|content moderation|moderation (?:policy|system|filter)");
        below500(
                ErrorCause.MODERATION,
                "(?:input|prompt|content|request|output|text)s? (?:(?:was|were|is|has|been|may have) ){0,3}"
                        + "(?:flagged|moderated)");
        // Azure: content management policy; OpenAI: our safety system, usage policy; xAI: usage guidelines
        below500(ErrorCause.MODERATION, "content management policy|safety system|responsible ai");
        below500(
                ErrorCause.MODERATION,
                "(?:violat\\w*|against|breach\\w*) .{0,30}\\b(?:usage|content|use|safety|acceptable)[ -]?(?:use )?"
                        + "(?:polic|guideline)");
        // Anthropic: Output blocked by content filtering policy
        below500(ErrorCause.MODERATION, "content[ _-]?filter(?:ing)?(?:ed)?\\b|content policy");
        below500(
                ErrorCause.MODERATION,
                "(?:content|prompt|input|output)s?(?: you provided .{0,40}?)? (?:(?:is|was|were|has|been|may|might|contains?) ){1,3}"
                        + "(?:blocked|inappropriate|unsafe|prohibited|sensitive|harmful)");
        below500(
                ErrorCause.MODERATION,
                "(?:inappropriate|unsafe|prohibited|sensitive|harmful) (?:content|words?|input|output)");
        // DeepSeek: Content Exists Risk; Moonshot: considered high risk; MiniMax: new_sensitive
        below500(ErrorCause.MODERATION, "flagged (?:by|as|for|due)\\b|\\bmoderation\\b.{0,20}\\bflagged");
        below500(ErrorCause.MODERATION, "content exists risk|considered high[ -]risk|new_sensitive|input_sensitive");
        below500(ErrorCause.MODERATION, "敏感|违规|不合规|审核未通过|不安全");
    }

    private static void prompt() {
        String window = "(?:context|prompt|model|sequence|input)";
        // OpenAI, Azure, DeepSeek, OpenRouter, vLLM, SGLang, Mistral, Bedrock, xAI, Poolside, Titan
        prompt("max(?:imum)?(?: allowed| supported)? " + window + " (?:length|window|limit|tokens)\\b");
        prompt("max(?:imum)?(?: allowed)? (?:context|prompt) size");
        // TabbyAPI, TensorRT-LLM, vLLM, llama.cpp
        prompt("max_(?:seq|model|context|input|prompt)_len(?:gth)?\\b|max_num_tokens|\\bn_ctx\\b|slot context");
        // Anthropic, Bedrock, Fireworks, Ollama, Moonshot, Zhipu, Vertex
        prompt(
                "\\b(?:prompt|input|inputs|context|conversation|query|question)'?(?: text| length| tokens?| context| token count"
                        + "| token length)?(?: \\([^)]{1,40}\\))?,?(?: is| are| was| were)?(?: far| way)? too (?:long|large|big)\\b"
                        + NO_BYTES);
        prompt("\\bmessages?'? (?:is |are )?too long\\b" + NO_BYTES);
        // OpenAI: exceeds the context window; llama.cpp: exceeds the available context size; Ollama; llama-cpp-python
        prompt("(?:exceed(?:s|ed|ing)?|over|above|than)(?: (?!output|completion)[\\w'-]+){0,6}? "
                + "(?:context|prompt|model|token|input)[ _-]?(?:window|length|limit|size|tokens)\\b" + NO_BYTES);
        // Google, Copilot, SGLang, Zhipu, LM Studio, MiniMax, Azure, Nova
        prompt(
                "\\b(?:(?:context|prompt|input|sequence|conversation)(?:[ _-]?(?:window|length|size|limit|tokens?|token count"
                        + "|token length))?|messages? (?:length|size|tokens)|token (?:limit|count|length|size)|tokens)"
                        + "(?: \\(?\\d[\\d,]*\\)?)?(?: tokens?)?(?: \\([^)]{1,40}\\))?(?: of [\\d,]+)?"
                        + "(?: has been| have been| has| is| was)? (?:exceed(?:s|ed)?|overflow\\w*)\\b" + NO_BYTES);
        // Mistral: Prompt contains 65673 tokens; DS4: Prompt has 9 tokens, but the configured context size is 8
        prompt("\\b(?:prompt|input|request|messages?|context|conversation) (?:has|have|contains?|is|are|of|with)"
                + "(?: at least| about| approximately)? [\\d,]+(?: input| prompt| text)? tokens?\\b.{0,80}?"
                + "(?:exceed|too (?:large|long|many)|larger|longer|greater|more than|but |limit|only )");
        // Groq, Azure, DeepSeek, vLLM; Cohere: try using a shorter prompt
        prompt("reduce (?:the |your )?(?:length|size|number)(?: of tokens)?(?: of| in)(?: the| your)?(?: input)? "
                + "?(?:messages?|prompts?|input|context|conversation)");
        prompt("(?:shorten|reduce|trim|truncate|shorter) (?:the |your |a )?(?:prompt|input|context|conversation)\\b");
        // DashScope, Xunfei
        prompt("range of input length should be");
        // Google, Bedrock
        prompt("maximum number of (?:input |prompt |total )?tokens|only supports up to [\\d,]+");
        // watsonx: the number of input tokens 5000 cannot exceed the total tokens limit 4096
        prompt("number of (?:input |prompt )?tokens .{0,40}(?:exceed|greater than|more than)");
        // Cerebras; Cohere, Titan; Zhipu 1210
        prompt("current length is [\\d,]+ while limit is");
        prompt("too many (?:total |input |prompt |context |text )*(?:tokens|text bytes)|total text bytes");
        prompt("tokens? in (?:the |your )?request .{0,20}more than max");
        prompt("length of tokens in the request is too long|conversation length|conversation limit");
        // TGI; GitHub Models; LM Studio; Codex; Volcengine
        prompt("must have less than [\\d,]+ (?:input )?tokens|max size: [\\d,]+ tokens");
        prompt("context length (?:is|of) only|reached context length|context overflow");
        prompt("context window .{0,60}ran out of|(?:ran|running) out of (?:room|space) in .{0,30}context");
        prompt("context window is [\\w,]+ tokens, (?:but )?(?:you|the) ");
        prompt("total tokens? .{0,40}exceed");
        // Triton, Predibase, local servers
        prompt(
                "\\b(?:prompt|input|inputs|message|messages|text|context|query) (?:is|are) (?:longer|larger|bigger) than");
        prompt(
                "\\b(?:prompt|input|context)[ _]tokens?(?: \\([\\d,]+\\))? (?:must not|may not|cannot|can't|should not) exceed");
        prompt(
                "\\b(?:prompt|input|context|model context)(?: tokens?| length| characters?)? limit (?:is|has been|was|exceeded"
                        + "|reached)" + NO_BYTES);
        prompt("(?:not|n't|unable to|failed to|cannot|can't) fit .{0,40}\\b(?:context|window|prompt|model)\\b");
        prompt("\\b(?:text|message|prompt|input) (?:is )?too long for (?:this|the) model");
        prompt(
                "input to have at most [\\d,]+ tokens|not enough (?:kv[ -]?)?cache (?:space |blocks )?for (?:the )?prompt");
        prompt("(?:輸入|提示|上下文|對話|內容).{0,10}(?:過長|超長|太長|超過|超出)");
        prompt("(?:上下文|输入|提示词|提问|prompt|tokens?(?:数|总数|数量|长度)?|对话).{0,10}(?:过长|超长|太长|超过|超出|超限)"
                + "|(?:超过|超出).{0,8}(?:上下文|最大长度|token)|压缩上下文");
    }

    private static void output() {
        // OpenAI, vLLM, Anthropic, Groq, DeepSeek, Cohere, Bedrock, TGI
        any(
                ErrorCause.OUTPUT_TOO_LONG,
                OUTPUT
                        + ".{0,60}?(?:too (?:large|high|big|great|many)|exceed|> ?\\d|(?:must|should|has to) be (?:at most|less"
                        + "|lower|smaller|between|below|in\\b|no more|no greater|<)|(?:is|be) (?:greater|larger|more|higher) than"
                        + " (?!thinking)|less than or equal|supported range|valid range|out of range|at most)");
        // DashScope: Range of max_tokens; DeepSeek: Invalid max_tokens value; OpenAI: at most 16384 completion tokens
        any(ErrorCause.OUTPUT_TOO_LONG, "(?:range|limit|maximum|invalid)(?: value)?(?: of| for)?(?: the)? '?" + OUTPUT);
        any(ErrorCause.OUTPUT_TOO_LONG, "(?:at most|up to|maximum of) [\\d,]+ (?:completion|output) tokens");
        any(ErrorCause.OUTPUT_TOO_LONG, "exceed\\w*(?: [\\w']+){0,4} (?:output|completion)[ _]token");
        any(ErrorCause.OUTPUT_TOO_LONG, "parameter='?max_(?:completion_|output_|new_)?tokens");
    }

    private static void model() {
        String id = "(?:'[^']{1,120}'|[\\w./:@-]{1,120})";
        String gone =
                "(?:not found|(?:does not|doesn't|did not|not) exist|(?:has|have) been (?:decommissioned|deprecated|retired"
                        + "|removed|shut ?down|discontinued|sunset)|(?:is|was) (?:deprecated|retired|decommissioned|removed"
                        + "|discontinued|unknown|invalid)|(?:is )?no longer (?:available|supported|served)|(?:has )?reached (?:its|the) end"
                        + "|(?:is )?not (?:a )?(?:valid|known|recogni[sz]ed|supported by any|currently supported))";
        // OpenAI, Ollama, Groq, NVIDIA, Cohere, SiliconFlow, Google: the model 'x' …, models/x …
        below500(
                ErrorCause.MODEL,
                "\\bmodels?(?! (?:output|response|input|param|produced|generated|returned))(?: id| name| version| identifier)?"
                        + "(?:[ /:=]" + id + "){0,2},? " + gone);
        // watsonx, HF: model 'x' is not supported for this environment
        below500(
                ErrorCause.MODEL,
                "(?<!\\b(?:with|by|for|on|in|of) (?:this|the) )\\bmodel(?:[ :]" + id
                        + ")?,? (?:is )?not supported(?! with)");
        // OpenRouter: x is not a valid model ID; No endpoints found for x
        below500(
                ErrorCause.MODEL,
                "not (?:a )?valid model|no endpoints? found(?! (?:that|matching|which))|no allowed providers");
        below500(ErrorCause.INVALID, "no endpoints? found (?:that|matching|which)");
        // Mistral, LiteLLM, Perplexity, MiniMax, Azure, GitHub, HF
        below500(
                ErrorCause.MODEL,
                "\\b(?:invalid|unknown|unrecogni[sz]ed|unsupported|no such|nonexistent|undefined) model\\b(?! (?:param|arg|resp|output))");
        // Moonshot: Not found the model x or Permission denied; Bedrock: model identifier is invalid, end of its life,
        // Legacy
        below500(
                ErrorCause.MODEL,
                "not found the model|model identifier is invalid|end of its life|by provider as legacy");
        // Fireworks; Together; NVIDIA; LM Studio; llama-swap; new-api; Vertex
        below500(
                ErrorCause.MODEL,
                "model not found|non-serverless model|function '[^']{1,80}': not found|no models? loaded");
        below500(
                ErrorCause.MODEL,
                "could not find (?:real modelid|suitable inference handler)|specified model and version");
        any(ErrorCause.MODEL, "no available channels? for model|模型.{0,60}(?:无可用渠道|不存在)");
    }

    private static void key() {
        String key =
                "(?:api[ _-]?keys?|x-api-key|access[ _-]?tokens?|auth(?:entication|orization)?[ _-]?(?:tokens?|headers?"
                        + "|credentials?)|bearer tokens?|credentials?|proxy server token)";
        // OpenAI, xAI, Mistral, Anthropic, LiteLLM
        below500(
                ErrorCause.KEY,
                "(?:incorrect|invalid|wrong|missing|expired|revoked|malformed|bad|unknown|disabled|no|provide an?|provided an?)"
                        + " (?:or missing |or expired )?" + key + "\\b(?! (?:usage|limit))");
        // Google: API key not valid, expired, reported as leaked; AWS: make sure your API Key is valid
        below500(
                ErrorCause.KEY,
                key
                        + "(?: you provided)?,? (?:(?:is|are|was|were|has|have|been|format) ){0,3}(?:not valid|not found|invalid|expired"
                        + "|missing|required|reported|revoked|disabled|deleted|incorrect|inactive|wrong)");
        below500(ErrorCause.KEY, "make sure .{0,30}api[ _-]?key is valid");
        below500(
                ErrorCause.KEY,
                "authentication (?:failed|fails|required|error)|not authenticated|could not validate credentials");
        below500(
                ErrorCause.KEY,
                "security token included in the request is|unable to authenticate|failed to authenticate");
    }

    private static void others() {
        below500(
                ErrorCause.PERMISSION,
                "permission denied|access denied|not authori[sz]ed|do(?:es)? ?(?:n't|n't| not) have (?:access|permission)");
        below500(
                ErrorCause.RATE_LIMIT,
                "rate[ -]?limit\\w*(?: has been| is| was)? (?:reached|exceeded|hit)|exceed\\w* .{0,40}rate[ -]?limit|rate-limited"
                        + "|error code: 1015|rate limited|too many requests|throttl(?:ed|ing)|(?:tokens|requests) per min"
                        + "|rate increased too quickly");
        // Anthropic: This organization has been disabled
        below500(
                ErrorCause.ACCOUNT,
                "\\b(?:account|organi[sz]ation|project|user|team|workspace)(?: (?!key)[\\w'-]+){0,3}? (?:(?:is|was|has|have|been) ){1,2}"
                        + "(?:disabled|suspended|deactivated|terminated|banned|locked|blocked|on hold)");
        // Cloudflare, Vercel: a challenge, whatever its status
        any(
                ErrorCause.BLOCKED,
                "just a moment|checking (?:if the site|your browser)|enable javascript and cookies|cf-chl"
                        + "|security checkpoint|verify(?:ing)? (?:that )?you are (?:a )?human|captcha");
        // Azure: network rules
        below500(
                ErrorCause.REGION,
                "virtual network|firewall rules|public (?:network )?access is disabled|private endpoint");
        // Cloudflare, AWS, Akamai, Imperva, Sucuri, Azure, Squid, FortiGuard: a block
        add(
                ErrorCause.BLOCKED,
                "attention required|you have been blocked|cloudflare to restrict access|error(?: code)?:? 10(?:0[5-8]|1[0-3]|2\\d)\\b"
                        + "|incapsula|sucuri|web application firewall|\\bwaf\\b|the request could not be satisfied"
                        + "|(?:request|web ?page|website|url|access) (?:is |was |has been )?(?:blocked|filtered)"
                        + "|err_access_denied|the requested url (?:was rejected|could not be retrieved)|^<html>.*access denied",
                BELOW_429);
    }

    private static void prompt(String pattern) {
        any(ErrorCause.PROMPT_TOO_LONG, pattern);
    }

    private static void any(ErrorCause cause, String pattern) {
        add(cause, pattern, ANY);
    }

    /** A server that is broken may say such a thing of itself. */
    private static void below500(ErrorCause cause, String pattern) {
        add(cause, pattern, BELOW_500);
    }

    private static void add(ErrorCause cause, String pattern, int below) {
        PHRASES.computeIfAbsent(cause, none -> new ArrayList<>()).add(new Phrase(Pattern.compile(pattern), below));
    }

    /** @param text as {@link ErrorClassifier#plain} makes it */
    static boolean contains(ErrorCause cause, String text, int status) {
        return PHRASES.getOrDefault(cause, List.of()).stream()
                .anyMatch(phrase -> status < phrase.below()
                        && phrase.pattern().matcher(text).find());
    }
}
