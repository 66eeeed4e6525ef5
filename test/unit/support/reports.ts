/**
 * Reports as test tools write them, each with tests of the same names: `PUMP_TC_1` passed, `PUMP_TC_2` failed with the
 * message `too loud`, `PUMP_TC_3` was skipped.
 */
const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;

export const REPORTS: Readonly<Record<string, string>> = {
	pytest:
		xml(`<testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="1" skipped="1" tests="3"
 time="0.052" timestamp="2026-02-03T10:11:12+00:00" hostname="ci">
<testcase classname="tests.test_alarm" name="test_PUMP_TC_1" time="0.001"><properties><property name="owner" value="ada"/>
</properties><system-out>beep</system-out></testcase>
<testcase classname="tests.test_alarm" name="test_PUMP_TC_2" time="0.002"><failure message="too loud">def test():
&gt;   assert 90 &lt; 80</failure></testcase>
<testcase classname="tests.test_alarm" name="test_PUMP_TC_3" time="0"><skipped type="pytest.skip" message="no device"
>tests/test_alarm.py:9: no device</skipped></testcase></testsuite></testsuites>`),
	surefire:
		xml(`<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="com.acme.AlarmTest"
 time="0.07" tests="3" errors="0" skipped="1" failures="1"><properties><property name="java.version" value="21"/></properties>
<testcase name="PUMP_TC_1_sounds" classname="com.acme.AlarmTest" time="0.03"><flakyFailure message="once" type="x"><stackTrace>
at</stackTrace></flakyFailure></testcase>
<testcase name="PUMP_TC_2_loudness" classname="com.acme.AlarmTest" time="0.01"><failure message="too loud"
 type="org.opentest4j.AssertionFailedError"><![CDATA[org.opentest4j: too loud]]></failure>
<rerunFailure message="too loud" type="x"/></testcase>
<testcase name="PUMP_TC_3" classname="com.acme.AlarmTest" time="0"><skipped message="no device"/></testcase></testsuite>`),
	gradle:
		xml(`<testsuite name="com.acme.AlarmTest" tests="3" skipped="1" failures="1" errors="0" timestamp="2026-02-03T10:11:12"
 hostname="ci" time="0.03"><properties/>
<testcase name="PUMP_TC_1()" classname="com.acme.AlarmTest" time="0.02"/>
<testcase name="PUMP_TC_2()" classname="com.acme.AlarmTest" time="0.01"><failure message="too loud" type="x">at line</failure>
</testcase><testcase name="PUMP_TC_3()" classname="com.acme.AlarmTest" time="0.0"><skipped/></testcase>
<system-out><![CDATA[]]></system-out><system-err><![CDATA[]]></system-err></testsuite>`),
	'jest-junit': xml(`<testsuites name="jest tests" tests="3" failures="1" errors="0" time="1.2">
<testsuite name="alarm" errors="0" failures="1" skipped="1" timestamp="2026-02-03T10:11:12" time="0.4" tests="3">
<testcase classname="alarm [PUMP-TC-1] sounds" name="alarm [PUMP-TC-1] sounds" time="0.004"></testcase>
<testcase classname="alarm [PUMP-TC-2] loud" name="alarm [PUMP-TC-2] loud" time="0.002"><failure>Error: too loud</failure>
</testcase><testcase classname="alarm [PUMP-TC-3]" name="alarm [PUMP-TC-3]" time="0"><skipped/></testcase></testsuite></testsuites>`),
	playwright:
		xml(`<testsuites id="" name="" tests="3" failures="1" skipped="1" errors="0" time="2.5">
<testsuite name="alarm.spec.ts" timestamp="2026-02-03T10:11:12.000Z" hostname="chromium" tests="3" failures="1" skipped="1"
 time="2.4" errors="0"><testcase name="alarm › sounds" classname="alarm.spec.ts" time="0.6"><properties>
<property name="test_key" value="PUMP-TC-1"></property></properties></testcase>
<testcase name="alarm › loud" classname="alarm.spec.ts" time="0.9"><properties><property name="test_key" value="PUMP-TC-2">
</property></properties><failure message="too loud" type="FAILURE"><![CDATA[[chromium] › alarm]]></failure></testcase>
<testcase name="alarm › light" classname="alarm.spec.ts" time="0"><properties><property name="test_key" value="PUMP-TC-3"/>
</properties><skipped></skipped></testcase></testsuite></testsuites>`),
	googletest:
		xml(`<testsuites tests="3" failures="1" disabled="1" errors="0" time="0.01" name="AllTests">
<testsuite name="Alarm" tests="3" failures="1" disabled="1" skipped="0" errors="0" time="0.01">
<testcase name="Sounds_PUMP_TC_1" file="a.cc" line="5" status="run" result="completed" time="0." classname="Alarm"/>
<testcase name="Loud_PUMP_TC_2" file="a.cc" line="9" status="run" result="completed" time="0." classname="Alarm">
<failure message="too loud" type=""><![CDATA[a.cc:11]]></failure></testcase>
<testcase name="DISABLED_PUMP_TC_3" status="notrun" result="suppressed" time="0." classname="Alarm"/></testsuite></testsuites>`),
	'mocha-junit': xml(`<testsuites name="Mocha Tests" time="0.5" tests="3" failures="1" skipped="1">
<testsuite name="Root Suite" timestamp="2026-02-03T10:11:12" tests="0" time="0.0" failures="0"></testsuite>
<testsuite name="Alarm" timestamp="2026-02-03T10:11:12" tests="3" time="0.5" failures="1">
<testcase name="Alarm PUMP-TC-1 sounds" time="0.3" classname="PUMP-TC-1 sounds"></testcase>
<testcase name="Alarm PUMP-TC-2 loud" time="0.2" classname="PUMP-TC-2 loud"><failure message="too loud" type="AssertionError">
<![CDATA[at it]]></failure></testcase>
<testcase name="Alarm PUMP-TC-3" time="0" classname="PUMP-TC-3"><skipped/></testcase></testsuite></testsuites>`),
	TestNG:
		xml(`<testng-results ignored="0" total="3" passed="1" failed="1" skipped="1"><reporter-output></reporter-output>
<suite started-at="2026-02-03T10:11:12Z" name="Pump" finished-at="2026-02-03T10:11:13Z" duration-ms="99"><groups></groups>
<test started-at="2026-02-03T10:11:12Z" name="Alarm" finished-at="2026-02-03T10:11:13Z" duration-ms="90">
<class name="com.acme.AlarmTest">
<test-method is-config="true" signature="setUp()" name="setUp" duration-ms="1" status="PASS"><reporter-output/></test-method>
<test-method signature="PUMP_TC_1()" name="PUMP_TC_1" duration-ms="3" status="PASS"><exception class="x.Expected">
<message><![CDATA[expected by the test]]></message></exception></test-method>
<test-method signature="loud()" name="loud" description="PUMP-TC-2" duration-ms="2" status="FAIL"><exception
 class="java.lang.AssertionError"><message><![CDATA[too loud]]></message><full-stacktrace><![CDATA[at x]]></full-stacktrace>
</exception></test-method>
<test-method signature="light()" name="light" duration-ms="0" status="SKIP"><attributes><attribute name="test_key">
<![CDATA[PUMP-TC-3]]></attribute></attributes></test-method></class></test></suite></testng-results>`),
	'NUnit 3':
		xml(`<test-run id="0" testcasecount="3" result="Failed" total="3" passed="1" failed="1" skipped="1">
<command-line><![CDATA[nunit3-console a.dll]]></command-line><filter></filter>
<test-suite type="Assembly" name="a.dll" result="Failed"><environment framework-version="3.14"/><settings>
<setting name="Workers" value="2"/></settings><properties><property name="_PID" value="7"/></properties>
<test-suite type="TestFixture" name="AlarmTest" fullname="Acme.AlarmTest" classname="Acme.AlarmTest" result="Failed">
<test-case id="1" name="PUMP_TC_1(1.5)" fullname="Acme.AlarmTest.PUMP_TC_1(1.5)" methodname="PUMP_TC_1"
 classname="Acme.AlarmTest" runstate="Runnable" result="Passed" asserts="2"/>
<test-case id="2" name="Loud" fullname="Acme.AlarmTest.Loud" methodname="Loud" classname="Acme.AlarmTest" result="Failed">
<properties><property name="Category" value="PUMP-TC-2"/></properties><failure><message><![CDATA[too loud]]></message>
<stack-trace>at x</stack-trace></failure><assertions><assertion result="Failed"><message>too loud</message></assertion>
</assertions></test-case>
<test-case id="3" name="PUMP_TC_3" fullname="Acme.AlarmTest.PUMP_TC_3" methodname="PUMP_TC_3" classname="Acme.AlarmTest"
 runstate="Ignored" result="Skipped" label="Ignored"><reason><message>no device</message></reason></test-case>
</test-suite></test-suite></test-run>`),
	'NUnit 2':
		xml(`<!--A file of NUnit--><test-results name="a.dll" total="3" errors="0" failures="1" not-run="1" ignored="1">
<environment nunit-version="2.6.4"/><test-suite type="Assembly" name="a.dll" executed="True" result="Failure" success="False">
<results><test-suite type="TestFixture" name="AlarmTest" executed="True" result="Failure" success="False"><results>
<test-case name="Acme.AlarmTest.PUMP_TC_1" executed="True" result="Success" success="True" time="0.01" asserts="1"/>
<test-case name="Acme.AlarmTest.Loud" executed="True" result="Failure" success="False" time="0.02" asserts="1"><categories>
<category name="PUMP-TC-2"/></categories><failure><message><![CDATA[too loud]]></message><stack-trace/></failure></test-case>
<test-case name="Acme.AlarmTest.PUMP_TC_3" executed="False" result="Ignored"><reason><message>no device</message></reason>
</test-case></results></test-suite></results></test-suite></test-results>`),
	'xUnit.net':
		xml(`<assemblies timestamp="02/03/2026 10:11:12"><assembly name="a.dll" run-date="2026-02-03" total="3" passed="1"
 failed="1" skipped="1" errors="0"><errors/><collection total="3" passed="1" failed="1" skipped="1" name="Tests" time="0.1">
<test name="Acme.AlarmTest.PUMP_TC_1(level: 1.5)" type="Acme.AlarmTest" method="PUMP_TC_1" time="0.03" result="Pass"/>
<test name="Alarm is not too loud" type="Acme.AlarmTest" method="Loud" time="0.01" result="Fail"><traits>
<trait name="key" value="PUMP-TC-2"/></traits><failure exception-type="Xunit.Sdk.TrueException"><message>
<![CDATA[too loud]]></message><stack-trace><![CDATA[at x]]></stack-trace></failure></test>
<test name="Acme.AlarmTest.PUMP_TC_3" type="Acme.AlarmTest" method="PUMP_TC_3" time="0" result="Skip"><reason>
<![CDATA[no device]]></reason></test></collection></assembly></assemblies>`),
};
