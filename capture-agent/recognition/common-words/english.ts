/** Frequent English words, mostly function words, compiled for this project; lower case. */
export const englishWords = `
a about above according after again against all already also although always among an and another any anyone anything are around as
asked at away back be because become been before being below best better between both but by came can cannot case come could day days
did do does done down during each either else end enough even ever every everyone everything few find first five following for form
former four from further gave general get give given go going good great had has have having he held help her here him himself his how
however if in including instead into is it its itself just keep kept know known large last later least less let like little long made
make many may me might more most much must my near necessary need never new next nine no nobody none nor not nothing now number of off
office often old on once one only or order other others our out over own page part people perhaps person place please point public put
quite rather receive received right said same say second section see seen set seven several shall she should show since six small so
some something soon still such take taken ten than that the their them themselves then there therefore these they thing things this
those though three through thus time to today together too toward town twice two under until up upon us use used very was water way we
well were what when where whether which while who whole whom whose why will with within without work would year years yes yet you your
`
